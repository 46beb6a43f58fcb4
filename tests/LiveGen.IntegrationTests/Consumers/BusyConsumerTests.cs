using LiveGen.Consumers;
using LiveGen.Templates;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>A consumer that is at work while more comes in.</summary>
public sealed class BusyConsumerTests
{
    static readonly Dictionary<string, TaskCompletionSource> s_gates = [];

    sealed class GateConsumer(Ledger ledger) : LiveGenWebSocketConsumer, IReceive<Say>, IHandle<Said>
    {
        protected override IEnumerable<string> Groups => ["all"];

        public async ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken)
        {
            ledger.Add($"began {message.Text}");
            await Gate(message.Text).Task.WaitAsync(cancellationToken);
            SetTitle(message.Text);
        }

        public async ValueTask HandleAsync(Said message, CancellationToken cancellationToken)
        {
            ledger.Add($"began {message.Text}");
            await Gate(message.Text).Task.WaitAsync(cancellationToken);
            SetTitle($"said {message.Text}");
        }

        protected override ValueTask OnDisconnectedAsync(int? closeCode)
        {
            ledger.Add($"disconnected {closeCode?.ToString() ?? "none"}");
            return default;
        }
    }

    static TaskCompletionSource Gate(string name)
    {
        lock (s_gates)
        {
            if (!s_gates.TryGetValue(name, out var gate))
                s_gates.Add(name, gate = new(TaskCreationOptions.RunContinuationsAsynchronously));
            return gate;
        }
    }

    [Fact]
    public async Task Callbacks_of_one_socket_run_one_at_a_time_and_pings_are_answered_meanwhile()
    {
        await using var server = await SocketServer.StartAsync<GateConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        Assert.Equal("began one", await server.Ledger.NextAsync());
        await page.SettleAsync();
        Assert.True(server.Ledger.IsEmpty);
        Gate("two").SetResult();
        Gate("one").SetResult();

        Assert.Equal("""["commands",[["livegen.title","one"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["livegen.title","two"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",2]""", await page.ReceiveAsync());
    }

    [Fact]
    public async Task A_group_s_commands_pass_a_busy_callback_but_never_an_earlier_event()
    {
        await using var server = await SocketServer.StartAsync<GateConsumer>();
        using var page = await server.OpenAsync();
        await page.CallAsync("""["callback",1,"Say",["call"]]""");
        Assert.Equal("began call", await server.Ledger.NextAsync());

        await server.Groups.SendCommandsAsync("all", Live.Render(() => Alert("passes")));
        Assert.Equal("""["commands",[["alert","passes"]]]""", await page.ReceiveAsync());
        await server.Groups.SendAsync("all", new Said("event"));
        await server.Groups.SendCommandsAsync("all", Live.Render(() => Alert("waits")));
        await page.SettleAsync();
        Gate("call").SetResult();
        Assert.Equal("""["commands",[["livegen.title","call"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        Assert.Equal("began event", await server.Ledger.NextAsync());
        await page.SettleAsync();
        Gate("event").SetResult();

        Assert.Equal("""["commands",[["livegen.title","said event"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["alert","waits"]]]""", await page.ReceiveAsync());
    }

    [Fact]
    public async Task As_many_callbacks_wait_as_allowed_and_one_more_is_4429()
    {
        await using var server = await SocketServer.StartAsync<GateConsumer>(o => o.MaxQueuedCalls = 2);
        using var page = await server.OpenAsync();

        for (var i = 1; i <= 3; i++)
            await page.CallAsync($"""["callback",{i},"Say",["never1"]]""");
        await page.SettleAsync();
        await page.CallAsync("""["callback",4,"Say",["never1"]]""");

        Assert.Equal(CloseCodes.TooFast, await page.CloseAsync());
        Assert.Equal("began never1", await server.Ledger.NextAsync());
        Assert.Equal("disconnected 4429", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task As_many_bytes_of_callbacks_wait_as_allowed_and_one_more_is_4429()
    {
        // Each of the arguments ["never4"] has ten bytes, and the seal of each call 46.
        await using var server = await SocketServer.StartAsync<GateConsumer>(o => o.MaxQueuedCallBytes = 112);
        using var page = await server.OpenAsync();

        for (var i = 1; i <= 3; i++)
            await page.CallAsync($"""["callback",{i},"Say",["never4"]]""");
        await page.SettleAsync();
        await page.CallAsync("""["callback",4,"Say",[]]""");

        Assert.Equal(CloseCodes.TooFast, await page.CloseAsync());
        Assert.Equal("began never4", await server.Ledger.NextAsync());
        Assert.Equal("disconnected 4429", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task As_many_events_wait_as_allowed_and_one_more_is_1013()
    {
        await using var server = await SocketServer.StartAsync<GateConsumer>(o => o.MaxQueuedCalls = 2);
        using var page = await server.OpenAsync();
        await page.SettleAsync(); // until it has connected, the consumer is busy with that

        for (var i = 0; i < 3; i++)
            await server.Groups.SendAsync("all", new Said("never2"));
        await page.SettleAsync();
        await server.Groups.SendAsync("all", new Said("never2"));

        Assert.Equal(CloseCodes.TryLater, await page.CloseAsync());
        Assert.Single(server.Log.Of(103));
    }

    [Fact]
    public async Task The_token_of_a_call_is_cancelled_when_the_page_goes_and_OnDisconnected_comes_after_it()
    {
        await using var server = await SocketServer.StartAsync<GateConsumer>();
        using var page = await server.OpenAsync();
        await page.CallAsync("""["callback",1,"Say",["never3"]]""");
        Assert.Equal("began never3", await server.Ledger.NextAsync());

        page.Cut();

        Assert.Equal("disconnected none", await server.Ledger.NextAsync());
        Assert.Empty(server.Log.Of(105));
    }
}
