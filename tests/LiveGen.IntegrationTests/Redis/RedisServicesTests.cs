using LiveGen.Channels;
using LiveGen.Redis;
using LiveGen.Tests.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>How an application gets the layer, and its options.</summary>
public sealed class RedisServicesTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
        return builder;
    }

    [Fact]
    public async Task One_line_puts_an_application_on_Redis_listening_before_the_first_request()
    {
        var builder = Builder(("LiveGen:Redis:KeyPrefix", $"t{Guid.NewGuid():N}"), ("LiveGen:Redis:OperationTimeout", "00:00:20")); // enough for a busy machine
        builder.Services.AddLogging().AddLiveGen().AddRedis(redis.Server.Configuration);
        using var app = builder.Build();
        await app.StartAsync();

        var layer = Assert.IsType<RedisChannelLayer>(app.Services.GetRequiredService<IChannelLayer>());

        Assert.True(layer.Bus.Health.Live.IsCompletedSuccessfully);
        await app.StopAsync();
    }

    [Fact]
    public async Task An_application_starts_without_Redis()
    {
        await using var stopped = RedisServer.Stopped();
        var builder = Builder(("LiveGen:Redis:OperationTimeout", "00:00:00.300"));
        builder.Services.AddLogging().AddLiveGen().AddRedis(stopped.Configuration);
        using var app = builder.Build();
        await app.StartAsync().WaitAsync(RecordingReceiver.Patience);
        await Assert.ThrowsAsync<ChannelLayerException>(async () =>
            await app.Services.GetRequiredService<IChannelLayer>().GroupSendAsync("room", default));
        await app.StopAsync().WaitAsync(RecordingReceiver.Patience);
    }

    [Fact]
    public void Options_come_from_the_section_then_the_call_then_its_callback()
    {
        var builder = Builder(("LiveGen:Redis:KeyPrefix", "section"), ("LiveGen:Redis:MaxMessageBytes", "77"),
            ("LiveGen:Redis:Configuration", "elsewhere:1"));
        builder.Services.AddLiveGen().AddRedis("here:2", options => options.KeyPrefix = "callback");
        using var provider = builder.Services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<RedisChannelLayerOptions>>().Value;
        Assert.Equal(("here:2", "callback", 77), (options.Configuration, options.KeyPrefix, options.MaxMessageBytes));
    }

    [Theory]
    [InlineData("KeyPrefix", "a:b", "KeyPrefix must be 1 to 100 of A-Z")]
    [InlineData("OperationTimeout", "00:00:00", "RedisChannelLayerOptions.OperationTimeout is 00:00:00, but must be more than zero")]
    [InlineData("MaxPendingSends", "-1", "RedisChannelLayerOptions.MaxPendingSends is -1, but must be more than zero")]
    [InlineData("ProbeTimeout", "00:00:00.5", "must be at least ProbeInterval (00:00:01)")]
    public void Options_that_cannot_work_are_refused_by_name(string option, string value, string problem)
    {
        var builder = Builder(($"LiveGen:Redis:{option}", value));
        builder.Services.AddLogging().AddLiveGen().AddRedis(redis.Server.Configuration);
        using var provider = builder.Services.BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IChannelLayer>);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disposed_layer_says_so()
    {
        var node = await RedisNode.StartAsync(redis.Server.Configuration);
        var receiving = node.Layer.ReceiveAsync("never", default).AsTask();
        node.Layer.Dispose();
        await node.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => node.SendAsync("room", "late"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiving.WaitAsync(RecordingReceiver.Patience));
    }
}
