using LiveGen.Channels;
using LiveGen.Tests.Channels;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Passwords work and never show.</summary>
public sealed class RedisSecretsTests : IAsyncLifetime
{
    const string Password = "xK9-not-for-logs";

    RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartNewAsync(Password);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_right_password_works()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration);
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "hi");
        Assert.Equal("hi", await receiver.NextAsync());
    }

    [Fact]
    public async Task Statement_32_neither_errors_nor_logs_show_a_password()
    {
        await using var node = RedisNode.Create(_server.Configuration + "-wrong", configure: RedisNode.Impatient);
        await node.Layer.StartAsync().WaitAsync(RecordingReceiver.Patience);
        var failed = await Assert.ThrowsAsync<ChannelLayerException>(() => node.SendAsync("room", "hi"));
        await node.LoggedAsync("StartedWithoutRedis");

        Assert.Contains($"127.0.0.1:{_server.Port}", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failed + node.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:6379,password=xK9-not-for-logs,colour=red")]
    [InlineData("localhost:6379,user=ada,password=xK9-not-for-logs,syncTimeout=xK9-not-for-logs")]
    public void A_configuration_that_cannot_be_read_is_refused_at_once_and_not_repeated(string configuration)
    {
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddLiveGenRedis(configuration));
        Assert.Contains("Expected \"host:port\"", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refused.ToString(), StringComparison.Ordinal);
    }
}
