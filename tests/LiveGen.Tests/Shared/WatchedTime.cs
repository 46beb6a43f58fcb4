using System.Threading.Channels;

namespace LiveGen.Tests.Shared;

/// <summary>A manual time that says who waits: a test moves it when what is to end has begun.</summary>
sealed class WatchedTime : TimeProvider
{
    readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Moves it.</summary>
    public ManualTimeProvider Manual { get; } = new();

    public override long TimestampFrequency => Manual.TimestampFrequency;

    public override long GetTimestamp() => Manual.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => Manual.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = Manual.CreateTimer(callback, state, dueTime, period);
        if (period == Timeout.InfiniteTimeSpan)
            _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>How long the next one waits that does so once.</summary>
    public async Task<TimeSpan> NextAsync(TimeSpan patience) => await _waits.Reader.ReadAsync().AsTask().WaitAsync(patience);

    /// <summary>Moves it; what ends by that has gone on, as far as it does without waiting, when this is done.</summary>
    public Task AdvanceAsync(TimeSpan by) => Task.Run(() => Manual.Advance(by)); // a test's own thread would have others go on elsewhere
}
