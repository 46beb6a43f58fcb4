using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>A process that stops asks its pages to move and gives them time.</summary>
public sealed class DrainTests
{
    const string AskedToMove = """["drain",{"max":8000}]""";

    static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    static Task<SocketServer> StartAsync(
        TimeSpan? window, string environment = "Production", TimeSpan? shutdown = null, TimeSpan? close = null) =>
        SocketServer.StartAsync<EchoConsumer>(o => (o.DrainWindow, o.CloseTimeout) = (window, close ?? o.CloseTimeout),
            builder => builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = shutdown ?? TimeSpan.FromSeconds(30)), environment);

    [Fact]
    public async Task Pages_are_asked_to_move_and_when_they_have_gone_the_process_ends()
    {
        await using var server = await StartAsync(window: null);
        using var first = await server.OpenAsync();
        using var second = await server.OpenAsync();

        var stopped = server.App.StopAsync();

        Assert.Equal(AskedToMove, await first.ReceiveAsync());
        Assert.Equal(AskedToMove, await second.ReceiveAsync());
        Assert.Equal(503, (await Assert.ThrowsAsync<HandshakeRefusedException>(() => server.ConnectAsync())).Status);
        await first.LeaveAsync();
        Assert.Equal("disconnected 1000 after 0", await server.Ledger.NextAsync());
        Assert.False(stopped.IsCompleted);
        await second.LeaveAsync();
        await stopped.WaitAsync(PageSocket.Patience); // and no time has passed
        Assert.Contains("2 pages have moved; 0 are closed", Assert.Single(server.Log.Of(131)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_it_moves_a_page_is_served_and_then_closed_with_1012()
    {
        await using var server = await StartAsync(window: null);
        using var page = await server.OpenAsync();

        var stopped = server.App.StopAsync();
        Assert.Equal(AskedToMove, await page.ReceiveAsync());
        await page.CallAsync("""["callback",1,"Add",[2,3]]""");
        Assert.Equal("""["commands",[["livegen.title","5"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        server.Time.Advance(s_window - TimeSpan.FromMilliseconds(1));
        await page.SettleAsync();
        server.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(CloseCodes.Restart, await page.CloseAsync());
        await stopped.WaitAsync(PageSocket.Patience);
        Assert.Equal("disconnected 1012 after 5", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task SIGTERM_s_signal_begins_it_too_and_the_page_is_asked_once()
    {
        await using var server = await StartAsync(window: null);
        using var page = await server.OpenAsync();

        server.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(AskedToMove, await page.ReceiveAsync());
        var stopped = server.App.StopAsync();

        await page.SettleAsync();
        await page.LeaveAsync();
        await stopped.WaitAsync(PageSocket.Patience);
    }

    [Fact]
    public async Task A_socket_without_hello_is_closed_at_once()
    {
        await using var server = await StartAsync(window: null);
        using var silent = await server.ConnectAsync();

        var stopped = server.App.StopAsync();

        Assert.Equal(CloseCodes.Restart, await silent.CloseAsync());
        await stopped.WaitAsync(PageSocket.Patience);
    }

    sealed class SlowConsumer(SlowConsumer.Gates gates) : LiveGenWebSocketConsumer
    {
        public sealed class Gates
        {
            public TaskCompletionSource Connected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public TaskCompletionSource Disconnected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public TaskCompletionSource Connecting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        protected override async ValueTask OnConnectedAsync()
        {
            gates.Connecting.SetResult();
            await gates.Connected.Task;
        }

        protected override async ValueTask OnDisconnectedAsync(int? closeCode) => await gates.Disconnected.Task;
    }

    [Fact]
    public async Task A_page_that_just_connects_is_asked_after_its_welcome_and_OnDisconnected_may_finish()
    {
        var gates = new SlowConsumer.Gates();
        await using var server = await SocketServer.StartAsync<SlowConsumer>(o => o.DrainWindow = s_window,
            builder => builder.Services.AddSingleton(gates));
        using var page = await server.ConnectAsync();
        await page.SendAsync("""["hello",{"v":1}]""");
        await gates.Connecting.Task.WaitAsync(PageSocket.Patience);

        var stopped = server.App.StopAsync();
        gates.Connected.SetResult();

        Assert.StartsWith("""["welcome",""", await page.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(AskedToMove, await page.ReceiveAsync());
        await page.LeaveAsync();
        Assert.False(stopped.IsCompleted);
        gates.Disconnected.SetResult();
        await stopped.WaitAsync(PageSocket.Patience);
        Assert.Empty(server.Log.Of(110)); // nobody was left behind
    }

    [Fact]
    public async Task The_window_stays_inside_the_host_s_shutdown_timeout()
    {
        // The host's time is the machine's: enough of it for a busy one.
        var (host, close) = (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(57));
        await using var server = await StartAsync(window: null, shutdown: host, close: close);
        using var page = await server.OpenAsync();

        var stopped = server.App.StopAsync();

        Assert.Equal("""["drain",{"max":800}]""", await page.ReceiveAsync()); // 60 s less 57 s to close and 2 s for the host
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CloseCodes.Restart, await page.CloseAsync());
        await stopped.WaitAsync(PageSocket.Patience);
    }

    [Fact]
    public async Task Who_stops_with_less_patience_gets_its_pages_closed_when_it_ends()
    {
        await using var server = await StartAsync(window: null);
        using var page = await server.OpenAsync();
        using var patience = new CancellationTokenSource();

        var stopped = server.App.StopAsync(patience.Token);
        Assert.Equal(AskedToMove, await page.ReceiveAsync());
        await patience.CancelAsync();

        Assert.Equal("disconnected 1012 after 0", await server.Ledger.NextAsync()); // the page may see no more than the end of the connection
        await Task.WhenAny(stopped).WaitAsync(PageSocket.Patience); // cancelled, or just in time
    }

    [Fact]
    public async Task In_development_a_restart_is_quick()
    {
        await using var server = await StartAsync(window: null, "Development");
        using var page = await server.OpenAsync();

        var stopped = server.App.StopAsync();

        Assert.Equal(CloseCodes.Restart, await page.CloseAsync());
        await stopped.WaitAsync(PageSocket.Patience);
    }

    [Fact]
    public async Task A_window_that_is_set_holds_in_development_too()
    {
        await using var server = await StartAsync(s_window, "Development");
        using var page = await server.OpenAsync();

        var stopped = server.App.StopAsync();

        Assert.Equal(AskedToMove, await page.ReceiveAsync());
        await page.LeaveAsync();
        await stopped.WaitAsync(PageSocket.Patience);
    }

    [Fact]
    public async Task A_window_below_zero_stops_the_application_at_its_start()
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => StartAsync(TimeSpan.FromSeconds(-1)));

        Assert.Equal("LiveGenOptions.DrainWindow is -00:00:01, but must be zero (no window) or more. Leave it out for its default.", error.Message);
    }
}
