using System.Globalization;
using LiveGen.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// The way of all messages: published through the command link, heard by every process, delivered by one pump in the
/// order of the bus. A canary proves that this process hears it: StackExchange.Redis 1.2.6 may not subscribe again after
/// a cut, and reports success for a subscription made while Redis is down. The canary also carries the count, so that a process
/// finds within a moment that it has missed something, and looks after the epoch.
/// </summary>
internal sealed class Bus : IAsyncDisposable
{
    readonly RedisKeys _keys;
    readonly CommandLink _link;
    readonly RedisConnector _connector;
    readonly RedisChannelLayerOptions _options;
    readonly TimeProvider _time;
    readonly ILogger<Bus> _logger;
    readonly string _probeName = "p" + Guid.NewGuid().ToString("N") + ".";
    readonly BusPump _pump;
    readonly CancellationTokenSource _stopping = new();
    readonly Lazy<Task> _started;
    long _lastHeard;
    string? _refusal;
    Task _probing = Task.CompletedTask;

    public Bus(RedisConnector connector, CommandLink link, IOptions<RedisChannelLayerOptions> options, TimeProvider time,
        ILogger<Bus> logger, Action<BusMessage> deliver, Action missed)
    {
        (_link, _connector, _options, _time, _logger) = (link, connector, options.Value, time, logger);
        _keys = new RedisKeys(_options.KeyPrefix);
        _pump = new BusPump(_options, time, logger, message =>
        {
            deliver(message);
            if (message.Kind == BusKind.Probe)
                OnProbe(message.Name);
        }, missed);
        Subscription = new BusSubscription(connector, _keys.Bus, _options.OperationTimeout, time, OnReceived, OnLost);
        _started = new Lazy<Task>(() => Task.Run(StartCoreAsync));
    }

    public BusHealth Health { get; } = new();

    public BusSubscription Subscription { get; }

    /// <summary>Whether this process listens; one that only sends does not.</summary>
    public bool IsStarted => _started.IsValueCreated;

    public string Servers => _connector.Servers;

    /// <summary>Listens; ends when messages arrive, or when Redis did not answer in time. Never throws.</summary>
    public Task StartAsync() => _started.Value;

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        if (_started.IsValueCreated)
            await _started.Value;
        await _probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Subscription.Stop();
        await _pump.DisposeAsync();
        _stopping.Dispose();
    }

    async Task StartCoreAsync()
    {
        _link.Start();
        await ReplaceAsync();
        if (Subscription.IsConnected && await ProbeAsync())
            await Health.Live.WaitAsync(_options.OperationTimeout, _time, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Health.Live.IsCompleted && !_stopping.IsCancellationRequested)
            _logger.StartedWithoutRedis(_connector.Servers);
        _probing = Task.Run(ProbeForeverAsync);
    }

    async Task ProbeForeverAsync()
    {
        using var timer = new PeriodicTimer(_options.ProbeInterval, _time);
        var unanswered = 0L; // When the first probe was sent that nothing has been heard after; 0: none.
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            var heard = Volatile.Read(ref _lastHeard);
            if (heard >= unanswered)
                unanswered = 0;
            var now = _time.GetTimestamp();
            if (!await ProbeAsync())
            {
                OnLost();
                unanswered = 0; // Redis itself is away: that says nothing about the subscription.
            }
            else if (unanswered == 0)
                unanswered = now;
            else if (_time.GetElapsedTime(unanswered) >= _options.ProbeTimeout)
            {
                OnLost();
                _logger.ReplacingConnection("bus", _connector.Servers, _time.GetElapsedTime(unanswered).TotalSeconds);
                await ReplaceAsync();
                unanswered = 0;
            }
        }
    }

    async Task<bool> ProbeAsync()
    {
        var name = _probeName + Health.NextProbe().ToString(CultureInfo.InvariantCulture);
        try
        {
            await _link.EvaluateAsync("probe the bus", HistoryScripts.Probe, [_keys.Counter, _keys.Epoch, _keys.Marks],
                [_keys.Bus, BusMessage.Head(BusKind.Probe, name), BusPublisher.NewEpoch()], _stopping.Token);
            _refusal = null;
            return true;
        }
        catch (Exception exception) when (exception is ChannelLayerException or OperationCanceledException)
        {
            if (exception.InnerException is RedisServerException { Message: var refusal } && refusal != _refusal)
                _logger.Refused(_connector.Servers, _refusal = refusal);
            return false;
        }
    }

    async Task ReplaceAsync()
    {
        try
        {
            await Subscription.ReplaceAsync(_stopping.Token);
        }
#pragma warning disable CA1031 // Whatever went wrong, the next probe that does not come back leads here again.
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _logger.ConnectFailed(_connector.Servers, exception.Message);
        }
        catch (OperationCanceledException)
        {
        }
    }

    void OnReceived(byte[] data)
    {
        Volatile.Write(ref _lastHeard, _time.GetTimestamp());
        _pump.Add(data);
    }

    void OnProbe(string name)
    {
        if (name.StartsWith(_probeName, StringComparison.Ordinal) &&
            long.TryParse(name.AsSpan(_probeName.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var probe) &&
            Health.Returned(probe))
            _logger.BusLive(_connector.Servers);
    }

    void OnLost()
    {
        if (Health.Lost())
            _logger.BusLost(_connector.Servers);
    }
}
