using System.Diagnostics;
using System.Text.Json;
using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Nodes;

namespace LiveGen.Faults.Pages;

/// <summary>
/// A page without a browser: it is fetched, opens its socket, applies what comes, and comes back when it is lost, by the rules that the
/// TypeScript runtime follows.
/// </summary>
sealed class Page(PageSite site, string name, IReadOnlyList<string> groups, IPageLog log, CallbackBook callbacks, int seed)
{
    static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_healthyAfter = TimeSpan.FromSeconds(10);

    /// <summary>What the page bears of silence, in heartbeats.</summary>
    const double Silence = 1.6;

    readonly Lock _gate = new();
    readonly Random _random = new(seed);
    readonly Outbox _outbox = new(callbacks, TimeProvider.System);
    readonly TaskCompletionSource _welcomed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Session _session = null!;
    Wire? _wire;
    long _heardAt;
    long? _openedAt;
    long? _leaveAt;
    int _attempt;
    bool _wasRefused;
    int _calls;

    public string Name => name;

    /// <summary>Of the runtime that it says it runs; null: the one that the server gave it.</summary>
    public string? Build { get; init; }

    /// <summary>Somebody still waits for an answer, also of a call that could not go out yet.</summary>
    public bool HasCalls
    {
        get
        {
            lock (_gate)
                return _outbox.HasAny;
        }
    }

    /// <summary>It is on its way back to a server.</summary>
    public bool IsAway
    {
        get
        {
            lock (_gate)
                return StoppedWith is null && _session is not { IsWelcome: true };
        }
    }

    /// <summary>How often it was rendered by a server that did not know where the layer stood.</summary>
    public int BlindRenders { get; private set; }

    /// <summary>It was open for the first time.</summary>
    public Task Welcomed => _welcomed.Task;

    /// <summary>The server has told it to stop; null while it has not.</summary>
    public int? StoppedWith { get; private set; }

    /// <summary>Lives until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _session = new Session(log, groups, callbacks, _outbox, Build);
        var ticking = TickAsync(stop);
        using var stopping = stop.Register(() => Leave(abandon: false));
        try
        {
            await RenderAsync(stop);
            while (StoppedWith is null)
            {
                stop.ThrowIfCancellationRequested();
                await ConnectAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As it should end.
        }
        lock (_gate)
            _outbox.GiveUpAll();
        await ticking;
    }

    /// <summary>Somebody clicks.</summary>
    public void Call()
    {
        lock (_gate)
        {
            _outbox.Add(_calls % 2 == 0 ? nameof(Echo) : nameof(Repeat), $"{name}.{_calls++}");
            Send(_session.Calls());
        }
    }

    async Task ConnectAsync(CancellationToken stop)
    {
        log.Attempt();
        using var wire = new Wire(site.Sockets);
        lock (_gate)
            _wire = wire;
        var code = await wire.RunAsync(site.At(_session.Socket), () => Opened(wire), Received);
        var wasHealthy = false;
        var isDrained = false;
        lock (_gate)
        {
            _wire = null;
            wasHealthy = _openedAt is { } at && Stopwatch.GetElapsedTime(at) >= s_healthyAfter;
            isDrained = _session.Drain is not null && wire.IsLeft;
            _openedAt = _leaveAt = null;
            _session.Closed();
        }
        stop.ThrowIfCancellationRequested();
        if (_session.MustRender || code is CloseReasons.Render or CloseReasons.Reload)
        {
            log.Lost(code);
            log.Rerendering(_session.MustRender);
            await RenderAsync(stop);
            return;
        }
        log.Lost(code);
        if (CloseReasons.Stops(code) || CloseReasons.Refuses(wire.RefusedWith) || CloseReasons.IsTriedOnce(code) && _wasRefused && !wasHealthy)
            StoppedWith = code == Wire.Abnormal ? wire.RefusedWith : code;
        _wasRefused = CloseReasons.IsTriedOnce(code) || _wasRefused && !wasHealthy;
        if (StoppedWith is null && !isDrained) // A drained page comes back at once.
            await RetryAsync(wasHealthy, stop);
    }

    // Full jitter, as in backoff.ts.
    Task RetryAsync(bool wasHealthy, CancellationToken stop)
    {
        if (wasHealthy)
            _attempt = 0;
        var limit = wasHealthy ? 1000 : Math.Min(30_000, 250 * Math.Pow(2, Math.Min(_attempt, 10)));
        _attempt++;
        return Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * limit), stop);
    }

    async Task RenderAsync(CancellationToken stop)
    {
        while (true)
        {
            if (await site.GetAsync(groups, stop) is { } island)
            {
                lock (_gate)
                    _session.Rendered(island);
                BlindRenders += island.IsBlind ? 1 : 0;
                return;
            }
            await RetryAsync(wasHealthy: false, stop);
        }
    }

    void Opened(Wire wire)
    {
        lock (_gate)
        {
            _openedAt = _heardAt = Stopwatch.GetTimestamp();
            wire.Send(_session.Hello());
        }
    }

    void Received(ReadOnlyMemory<byte> text)
    {
        using var frame = JsonDocument.Parse(text);
        lock (_gate)
        {
            _heardAt = Stopwatch.GetTimestamp();
            var wasWelcome = _session.IsWelcome;
            Send(_session.Take(frame.RootElement));
            if (_session.IsWelcome && !wasWelcome)
            {
                _welcomed.TrySetResult();
                if (_session.MustRender)
                    Leave(abandon: false);
            }
            if (_session.Drain is { } within && _leaveAt is null)
                _leaveAt = _heardAt + (long)(_random.NextDouble() * within.TotalSeconds * Stopwatch.Frequency);
        }
    }

    async Task TickAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_tick);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                Tick();
        }
        catch (OperationCanceledException)
        {
            // The page ends.
        }
    }

    void Tick()
    {
        lock (_gate)
        {
            _outbox.Tick();
            if (_session.TakeSeen() is { } seen)
                _wire?.Send(seen);
            var now = Stopwatch.GetTimestamp();
            if (_openedAt is not null && Stopwatch.GetElapsedTime(_heardAt, now) > _session.Heartbeat * Silence)
                Leave(abandon: true);
            // Moves when its time has come and nobody waits for an answer.
            if (_leaveAt < now && !_outbox.HasUnanswered)
                Leave(abandon: false);
        }
    }

    void Send(IEnumerable<string> frames)
    {
        foreach (var frame in frames)
            _wire?.Send(frame);
    }

    void Leave(bool abandon)
    {
        lock (_gate)
        {
            if (abandon)
                _wire?.Abandon();
            else
                _wire?.Close();
        }
    }
}
