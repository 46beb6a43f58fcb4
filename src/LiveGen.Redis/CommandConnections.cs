using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// Holds the connection for commands, watches it with a PING and replaces one that is stuck, which
/// StackExchange.Redis 1.2.6 does not notice by itself.
/// </summary>
internal sealed class CommandConnections(
    RedisConnector connector, RedisChannelLayerOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    // A multiplexer that knows it is cut reconnects by itself, within about a second of Redis being back; the
    // replacement is for the case that it does not.
    const int PatienceWithReconnecting = 5;

    static readonly Version s_oldest = new(5, 0);

    // What the library takes a server for that does not say.
    static readonly Version s_unknown = new ConfigurationOptions().DefaultVersion;

    readonly CancellationTokenSource _stopping = new();
    readonly Lock _gate = new();
    readonly TaskCompletionSource<CommandConnection> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile Task<CommandConnection>? _task;
    CommandConnection? _current;
    Version? _told;
    Task _watching = Task.CompletedTask;

    /// <summary>The connection of this moment; the first call begins to connect.</summary>
    public Task<CommandConnection> Current()
    {
        if (_task is { } task)
            return task;
        lock (_gate)
        {
            if (_task is null)
            {
                _task = _first.Task;
                _watching = Task.Run(() => WatchAsync(_stopping.Token));
            }
            return _task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Stop())
            return;
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _first.TrySetException(Disposed());
        _ = _first.Task.Exception;
        RedisConnector.Abandon(_current?.Multiplexer);
        _stopping.Dispose();
    }

    bool Stop()
    {
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
                return false;
            _stopping.Cancel();
            _task = Task.FromException<CommandConnection>(Disposed());
            _ = _task.Exception;
            return true;
        }
    }

    static ObjectDisposedException Disposed() => new(nameof(RedisChannelLayer));

    async Task WatchAsync(CancellationToken stopping)
    {
        await ReplaceAsync(stopping);
        using var timer = new PeriodicTimer(options.ProbeInterval, time);
        var (lastPong, lastReplaced) = (time.GetTimestamp(), time.GetTimestamp());
        while (await timer.WaitForNextTickAsync(stopping))
        {
            if (_current is { IsReadOnly: true })
            {
                if (time.GetElapsedTime(lastReplaced) < options.ProbeTimeout)
                    continue;
                logger.ServerReadOnly(connector.Servers);
                await ReplaceAsync(stopping);
                lastReplaced = time.GetTimestamp();
                continue;
            }
            if (_current is not null && await AnswersAsync(_current.Multiplexer, stopping))
            {
                lastPong = time.GetTimestamp();
                CheckVersion(_current.Multiplexer);
                continue;
            }
            var patience = _current is { Multiplexer.IsConnected: false }
                ? options.ProbeTimeout * PatienceWithReconnecting : options.ProbeTimeout;
            var silence = time.GetElapsedTime(lastPong);
            if (silence < patience || time.GetElapsedTime(lastReplaced) < patience)
                continue;
            logger.ReplacingConnection("command", connector.Servers, silence.TotalSeconds);
            await ReplaceAsync(stopping);
            lastReplaced = time.GetTimestamp();
        }
    }

    async Task<bool> AnswersAsync(ConnectionMultiplexer multiplexer, CancellationToken stopping)
    {
        try
        {
            var pong = multiplexer.GetDatabase().PingAsync(CommandFlags.DemandMaster); // a replica is no answer
            _ = ObserveAsync(pong);
            await pong.WaitAsync(options.ProbeInterval, time, stopping);
            return true;
        }
#pragma warning disable CA1031 // Any failure is the same answer.
        catch (Exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    // Once for each version: scripts that an old server refuses say nothing about why.
    void CheckVersion(ConnectionMultiplexer multiplexer)
    {
        var version = multiplexer.GetServer(multiplexer.GetEndPoints()[0]).Version;
        if (version >= s_oldest || version == s_unknown || version == _told)
            return;
        _told = version;
        logger.ServerTooOld(connector.Servers, version, s_oldest);
    }

    async Task ReplaceAsync(CancellationToken stopping)
    {
        try
        {
            var old = _current;
            _current = new CommandConnection(await connector.ConnectAsync(stopping));
            lock (_gate)
                if (!stopping.IsCancellationRequested && !_first.TrySetResult(_current))
                    _task = Task.FromResult(_current);
            RedisConnector.Abandon(old?.Multiplexer);
        }
#pragma warning disable CA1031 // The watch goes on and tries again.
        catch (Exception exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.ConnectFailed(connector.Servers, exception.Message);
        }
    }

    /// <summary>A task that nobody waits for any more must not fail unobserved.</summary>
    static async Task ObserveAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ = task.Exception;
    }
}
