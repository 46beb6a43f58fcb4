using System.Numerics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace LiveGen.Redis;

/// <summary>Takes raw messages off the Redis client's thread at once and delivers them on its own, one after the other.</summary>
internal sealed class BusPump : IAsyncDisposable
{
    /// <summary>How long a message that came early waits for the ones before it.</summary>
    static readonly TimeSpan s_parkTime = TimeSpan.FromMilliseconds(50);

    readonly RedisChannelLayerOptions _options;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly Action<BusMessage> _deliver;
    readonly Action? _missed;
    readonly Channel<byte[]> _received;
    readonly BusOrder _order;
    readonly Task _running;
    long? _waitingSince;
    long _queuedBytes;
    long _dropped;
    long _ignored;

    public BusPump(RedisChannelLayerOptions options, TimeProvider time, ILogger logger, Action<BusMessage> deliver, Action? missed = null)
    {
        (_options, _time, _logger, _deliver, _missed) = (options, time, logger, deliver, missed);
        _received = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(options.MaxQueuedMessages) { SingleReader = true });
        _order = new BusOrder(Deliver);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Never blocks: what does not fit is dropped and counted, as Redis itself would cut a reader this slow.</summary>
    public void Add(byte[] data)
    {
        var bytes = Interlocked.Add(ref _queuedBytes, data.Length);
        if (bytes <= _options.MaxQueuedBytes && _received.Writer.TryWrite(data))
            return;
        Interlocked.Add(ref _queuedBytes, -data.Length);
        if (IsWorthLogging(Interlocked.Increment(ref _dropped)))
            _logger.MessagesDropped(Interlocked.Read(ref _dropped));
    }

    public async ValueTask DisposeAsync()
    {
        _received.Writer.TryComplete();
        await _running;
    }

    async Task RunAsync()
    {
        Task<bool>? more = null;
        while (true)
        {
            while (_received.Reader.TryRead(out var data))
                Take(data);
            more ??= _received.Reader.WaitToReadAsync().AsTask();
            if (TimeToWait() is { } wait)
                await ((Task)more).WaitAsync(wait, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else
                await more;
            if (!more.IsCompleted)
                continue;
            if (!await more)
                return;
            more = null;
        }
    }

    /// <summary>How long the parked messages may still wait; null when there are none.</summary>
    TimeSpan? TimeToWait()
    {
        if (_order.IsWaiting && _waitingSince is { } since && _time.GetElapsedTime(since) >= s_parkTime)
            NoteMissing(_order.GiveUp());
        if (!_order.IsWaiting)
        {
            _waitingSince = null;
            return null;
        }
        _waitingSince ??= _time.GetTimestamp();
        var left = s_parkTime - _time.GetElapsedTime(_waitingSince.Value);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    void Take(byte[] data)
    {
        Interlocked.Add(ref _queuedBytes, -data.Length);
        if (BusMessage.TryParse(data, out var message, out var problem))
            NoteMissing(_order.Add(message));
        else if (IsWorthLogging(++_ignored))
            _logger.MessageIgnored(data.Length, problem, _ignored);
    }

    void Deliver(BusMessage message)
    {
        try
        {
            _deliver(message);
        }
#pragma warning disable CA1031 // The pump must outlive whatever one message does.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.DeliveryFailed(exception, message.Kind);
        }
    }

    void NoteMissing(long count)
    {
        if (count <= 0)
            return;
        _logger.MessagesMissed(count);
        _missed?.Invoke();
    }

    /// <summary>The 1st, 2nd, 4th, 8th …: a flood must not flood the log.</summary>
    static bool IsWorthLogging(long count) => BitOperations.IsPow2(count);
}
