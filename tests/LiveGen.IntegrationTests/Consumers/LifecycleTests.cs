using LiveGen.Consumers;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class LifecycleTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(4999)]
    public async Task The_page_s_close_code_reaches_OnDisconnected_once(int code)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();
        await page.CallAsync("""["callback",1,"Add",[2,3]]""");

        await page.LeaveAsync(code);

        Assert.Equal($"disconnected {code} after 5", await server.Ledger.NextAsync());
        await server.App.StopAsync();
        Assert.True(server.Ledger.IsEmpty);
    }

    [Fact]
    public async Task A_lost_connection_reaches_OnDisconnected_without_a_code()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        page.Cut();

        Assert.Equal("disconnected none after 0", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task A_consumer_closes_with_its_own_code_after_what_it_sent()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Bye",[4500,"so long"]]""");

        Assert.Equal(4500, await page.CloseAsync());
        Assert.Equal("disconnected 4500 after 0", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task OnConnected_that_throws_closes_with_1011_and_OnDisconnected_still_runs()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.ConnectAsync("/ws/lobby?fail=1&token=hush");
        await page.SendAsync("""["hello",{"v":1}]""");

        Assert.Equal(CloseCodes.ConsumerFailed, await page.CloseAsync());

        Assert.Equal("disconnected 1011 after 0", await server.Ledger.NextAsync());
        Assert.Contains("refused by the test", Assert.Single(server.Log.Of(104)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_never_said_hello_makes_no_consumer()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.ConnectAsync();

        await page.LeaveAsync();
        await server.App.StopAsync();

        Assert.True(server.Ledger.IsEmpty);
    }

    [Fact]
    public async Task Stopping_closes_every_socket_with_1012_and_returns_promptly()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var first = await server.OpenAsync();
        using var second = await server.OpenAsync();
        using var silent = await server.ConnectAsync();

        var stopped = server.App.StopAsync();

        Assert.Equal(CloseCodes.Restart, await first.CloseAsync());
        Assert.Equal(CloseCodes.Restart, await second.CloseAsync());
        Assert.Equal(CloseCodes.Restart, await silent.CloseAsync());
        await stopped.WaitAsync(PageSocket.Patience);
        Assert.Equal("disconnected 1012 after 0", await server.Ledger.NextAsync());
        Assert.Equal("disconnected 1012 after 0", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_page_that_does_not_answer()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        var stopped = server.App.StopAsync();
        server.Time.Advance(new LiveGenOptions().CloseTimeout);

        await stopped.WaitAsync(PageSocket.Patience);
    }

    [Fact]
    public async Task Stopping_leaves_a_consumer_behind_that_ignores_its_token()
    {
        await using var server = await SocketServer.StartAsync<StubbornConsumer>();
        using var page = await server.OpenAsync();
        await page.CallAsync("""["callback",1,"Say",["x"]]""");
        Assert.Equal("at work", await server.Ledger.NextAsync());

        var stopped = server.App.StopAsync();
        Assert.Equal(CloseCodes.Restart, await page.CloseAsync());
        server.Time.Advance(new LiveGenOptions().CloseTimeout);

        await stopped.WaitAsync(PageSocket.Patience);
        Assert.Single(server.Log.Of(110));
    }

    [Fact]
    public async Task While_stopping_no_socket_is_let_in()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        server.App.Services.GetRequiredService<OpenSockets>().Stop();

        var refused = await Assert.ThrowsAsync<HandshakeRefusedException>(() => server.ConnectAsync());

        Assert.Equal(503, refused.Status);
    }

    sealed class StubbornConsumer(Ledger ledger) : LiveGenWebSocketConsumer, IReceive<Say>
    {
        public async ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken)
        {
            ledger.Add("at work");
            await new TaskCompletionSource().Task;
        }
    }
}
