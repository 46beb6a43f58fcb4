using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.Resuming;
using LiveGen.Templates;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>What an application can be watched by: <c>docs/operations.md</c> lists the instruments.</summary>
public sealed class MetricsTests
{
    // Other tests measure at the same time: their consumers have other names, and their sends another context.
    static readonly AsyncLocal<bool> s_isMine = new();

    sealed class MeasuredConsumer : LiveGenWebSocketConsumer, IReceive<Say>, IHandle<Said>
    {
        protected override IEnumerable<string> Groups => ["measured"];

        public ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken) =>
            message.Text == "fail" ? throw new InvalidOperationException("on purpose") : default;

        /// <summary>Comes to no end.</summary>
        public async ValueTask HandleAsync(Said message, CancellationToken cancellationToken) =>
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    sealed class Listener : IDisposable
    {
        readonly MeterListener _listener = new();
        readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = new();

        public Listener()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "LiveGen")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.Start();
        }

        /// <summary>The values of one instrument, with the tag of that name as text.</summary>
        public string[] Of(string instrument, string? tag = null) =>
        [
            .. from measured in _measured
               where measured.Instrument == instrument
               select tag is null ? $"{measured.Value}" : $"{measured.Value} {measured.Tags[tag]}",
        ];

        public string[] Tags(string instrument, string tag) =>
            [.. from measured in _measured where measured.Instrument == instrument select $"{measured.Tags[tag]}"];

        public double[] Values(string instrument) =>
            [.. from measured in _measured where measured.Instrument == instrument select measured.Value];

        public void Dispose() => _listener.Dispose();

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var named = new Dictionary<string, object?>(tags.ToArray());
            if (named.TryGetValue("livegen.consumer", out var consumer) ? consumer is nameof(MeasuredConsumer) : s_isMine.Value)
                _measured.Enqueue((instrument.Name, value, named));
        }
    }

    [Fact]
    public async Task Sockets_are_counted_while_they_are_open()
    {
        using var listener = new Listener();
        await using var server = await SocketServer.StartAsync<MeasuredConsumer>();

        using (var page = await server.OpenAsync())
            page.Cut();
        await server.LostAsync();

        Assert.Equal(["1", "-1"], listener.Of("livegen.connections.open"));
    }

    [Fact]
    public async Task Callbacks_are_timed_by_what_became_of_them()
    {
        using var listener = new Listener();
        await using var server = await SocketServer.StartAsync<MeasuredConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Say",["good"]]""");
        await page.CallAsync("""["callback",2,"Say",["fail"]]""");
        await page.CallAsync("""["callback",3,"Say",[7]]""");
        await page.SendAsync("""["callback",4,"Say",["unsealed"],null,"nonsense"]""");
        for (var acks = 0; acks < 4;)
            acks += (await page.ReceiveAsync()).StartsWith("[\"ack\"", StringComparison.Ordinal) ? 1 : 0;
        page.Cut();
        await server.LostAsync();

        Assert.Equal(["ok", "failed", "invalid", "stale"], listener.Tags("livegen.callback.duration", "livegen.callback.outcome"));
        Assert.All(listener.Values("livegen.callback.duration"), seconds => Assert.InRange(seconds, double.Epsilon, 60));
    }

    [Fact]
    public async Task A_send_is_counted_once_and_its_deliveries_by_members()
    {
        using var listener = new Listener();
        await using var server = await SocketServer.StartAsync<MeasuredConsumer>();
        using var one = await server.OpenAsync();
        using var two = await server.OpenAsync();
        var batch = Live.Render(() => SetTitle("news"));

        s_isMine.Value = true;
        await server.Groups.SendCommandsAsync("measured", batch);
        server.Groups.SendCommands("nobody.is.here", batch);

        Assert.Equal(["1", "1"], listener.Of("livegen.sends"));
        Assert.Equal(["2"], listener.Of("livegen.deliveries"));
    }

    [Fact]
    public async Task Who_comes_back_and_who_renders_itself_again_is_counted_with_its_kind_and_reason()
    {
        using var listener = new Listener();
        await using var server = await SocketServer.StartAsync<MeasuredConsumer>();
        using var page = await LivePage.OpenAsync(server);

        page.Lose();
        await page.ComeBackAsync();
        page.Lose();
        await server.LostAsync();
        page.Token += "x";
        await page.ComeBackInVainAsync();
        await server.LostAsync(); // the page is closed first and counted then

        Assert.Equal(["1 all"], listener.Of("livegen.resumes", "livegen.resume.kind"));
        Assert.Equal(["1 claim"], listener.Of("livegen.rerenders", "livegen.rerender.reason"));
    }

    [Fact]
    public async Task Sockets_that_were_closed_because_a_queue_was_full_are_counted_with_the_queue()
    {
        using var listener = new Listener();
        await using var server = await SocketServer.StartAsync<MeasuredConsumer>(o => (o.MaxQueuedCalls, o.MaxQueuedBytes) = (1, 1));
        using var busy = await server.OpenAsync();
        await busy.SettleAsync(); // until it has connected, the consumer is at work with that
        for (var i = 0; i < 2; i++) // one is at work, one waits
            await server.Groups.SendAsync("measured", new Said("stay"));
        await busy.SettleAsync();
        await server.Groups.SendAsync("measured", new Said("too many"));
        Assert.Equal(CloseCodes.TryLater, await busy.CloseAsync());
        await server.LostAsync();

        using var slow = await RawSocket.OpenAsync(server.Address);
        for (var i = 0; i < 3; i++) // one is being written, one waits
            await server.Groups.SendCommandsAsync("measured", Live.Render(() => SetTitle(new string('x', 12 * 1024 * 1024))));
        Assert.True(await slow.IsCutAsync());

        Assert.Equal(["1 calls", "1 outbound"], listener.Of("livegen.queue.overflows", "livegen.queue"));
    }
}
