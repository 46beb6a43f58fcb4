using LiveGen.Consumers;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class StartTests
{
    [Fact]
    public async Task Options_come_from_the_configuration_and_code_has_the_last_word()
    {
        await using var server = await SocketServer.StartAsync(_ => { }, o => o.MessageBurst = 7, b =>
            b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["LiveGen:MaxFrameBytes"] = "1000",
                ["LiveGen:MessageBurst"] = "8",
                ["LiveGen:HelloTimeout"] = "00:00:03",
                ["LiveGen:AllowedOrigins:0"] = "https://app.example",
            }));

        var options = server.App.Services.GetRequiredService<IOptions<LiveGenOptions>>().Value;

        Assert.Equal((1000, 7, TimeSpan.FromSeconds(3)), (options.MaxFrameBytes, options.MessageBurst, options.HelloTimeout));
        Assert.Equal(["https://app.example"], options.AllowedOrigins);
    }

    [Fact]
    public async Task An_option_that_cannot_work_stops_the_application_by_name()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SocketServer.StartAsync(_ => { }, o => o.MaxQueuedCalls = 0));

        Assert.Equal("LiveGenOptions.MaxQueuedCalls is 0, but must be more than zero. Leave it out for its default.", error.Message);
    }

    [Fact]
    public void Adding_twice_adds_once()
    {
        var services = new ServiceCollection();

        services.AddLiveGen();
        services.AddLiveGen();

        Assert.All(services.Where(s => s.ServiceType.Namespace!.StartsWith("LiveGen", StringComparison.Ordinal)).GroupBy(s => s.ServiceType),
            same => Assert.Single(same));
        Assert.Single(services, s => s.ImplementationType == typeof(LiveGenStartupFilter));
    }

    [Fact]
    public void A_consumer_whose_messages_cannot_be_used_is_refused_when_it_is_mapped()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddLiveGen();
        var app = builder.Build();

        Assert.Contains("cannot be the message of IReceive<String>",
            Assert.Throws<InvalidOperationException>(() => app.MapConsumer<TextConsumer>("/ws")).Message, StringComparison.Ordinal);
    }

    sealed class TextConsumer : LiveGenWebSocketConsumer, IReceive<string>
    {
        public ValueTask ReceiveAsync(string message, CancellationToken cancellationToken) => default;
    }
}
