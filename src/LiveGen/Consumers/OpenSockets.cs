using System.Collections.Concurrent;
using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.Consumers;

/// <summary>
/// Every open socket of the process: what they share, the one timer that looks after them, and their end when the
/// process stops.
/// </summary>
sealed partial class OpenSockets : IDisposable
{
    static readonly TimeSpan s_longestPeriod = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<Connection, byte> _open = new();
    readonly TaskCompletionSource _stopDeadline = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TimeSpan _period;
    readonly ITimer _timer;
    long _stopAt;
    long _now;

    public OpenSockets(
        IOptions<LiveGenOptions> options, TimeProvider time, IChannelLayer channels, IGroupSender groups,
        ILoggerFactory logs)
    {
        Options = options.Value;
        Time = time;
        Channels = channels;
        Groups = groups;
        Log = logs.CreateLogger(ConsumersLog.Category);
        Sessions = new Sessions(Options, time);
        _now = time.GetTimestamp();
        _period = PeriodFor(Options);
        // May be made within a request, for the first socket: that request's user and culture must not live on in what serves all of them.
        using (AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static sockets => ((OpenSockets)sockets!).Watch(), this, _period, _period);
    }

    public LiveGenOptions Options { get; }

    public TimeProvider Time { get; }

    public IChannelLayer Channels { get; }

    public IGroupSender Groups { get; }

    public ILogger Log { get; }

    /// <summary>What outlives them.</summary>
    public Sessions Sessions { get; }

    /// <summary>The time as of the last tick: good enough to know how long a socket was silent, and free.</summary>
    public long Now => Volatile.Read(ref _now);

    public bool IsStopping => Volatile.Read(ref _stopAt) != 0;

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Completes when a stopping process waits no longer for consumers that are still at work.</summary>
    public Task StopDeadline => _stopDeadline.Task;

    /// <summary>Adds a socket; false when the process takes no more.</summary>
    public bool TryAdd(Connection connection)
    {
        _open.TryAdd(connection, 0);
        return !IsDraining && !IsStopping;
    }

    public void Remove(Connection connection)
    {
        _open.TryRemove(connection, out _);
        if (IsDraining)
            NoteGone();
    }

    /// <summary>Whether a socket that was last written to then needs a ping now, to be heard within the interval.</summary>
    public bool IsSilenceLong(long lastSent, long now) =>
        Time.GetElapsedTime(lastSent, now) >= Options.HeartbeatInterval - _period;

    /// <summary>Closes every socket with 1012 and lets no new one in.</summary>
    public void Stop()
    {
        if (Interlocked.CompareExchange(ref _stopAt, Time.GetTimestamp(), 0) != 0)
            return;
        foreach (var (connection, _) in _open)
            connection.Close(CloseCodes.Restart, "restart");
    }

    public void Dispose()
    {
        _timer.Dispose();
    }

    void Watch()
    {
        var now = Time.GetTimestamp();
        Volatile.Write(ref _now, now);
        foreach (var (connection, _) in _open)
        {
            try
            {
                connection.Watch(now);
            }
            catch (Exception e)
            {
                // What a timer's callback throws ends the process, and with it every other socket.
                ConsumersLog.WatchFailed(Log, e, connection.ChannelName);
            }
        }
        Sessions.EndOld(now);
        if (IsStopping && Time.GetElapsedTime(_stopAt, now) >= Options.CloseTimeout)
            _stopDeadline.TrySetResult();
    }

    // Fine enough to keep every time limit to about a third of itself, and never coarser than a second.
    static TimeSpan PeriodFor(LiveGenOptions options)
    {
        TimeSpan[] limits =
            [options.HelloTimeout, options.MessageTimeout, options.HeartbeatInterval, options.SendTimeout, options.CloseTimeout];
        var third = limits.Min() / 3;
        return third < s_longestPeriod ? third : s_longestPeriod;
    }
}
