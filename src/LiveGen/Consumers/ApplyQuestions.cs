using System.Diagnostics;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// What one page has been asked: to tell when it has applied what a recorded trace sends it. It is given a number and never a trace, so it
/// can answer only what it was asked, once and in time.
/// </summary>
sealed class ApplyQuestions(TimeProvider time)
{
    /// <summary>Questions without an answer that are remembered; a newer one takes the place of the oldest.</summary>
    public const int MostOpen = 8;

    /// <summary>The shortest time between two questions.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Lock _gate = new();
    readonly (ActivityContext Trace, long Asked)[] _open = new (ActivityContext, long)[MostOpen];
    long _count;
    long _last;

    /// <summary>The frame that asks, to go out ahead of the batch; empty when this page is not asked.</summary>
    /// <param name="trace">The span that the batch comes from.</param>
    /// <param name="of">The group's message that it is in, of which only some members are asked; null for the page's own.</param>
    public ReadOnlyMemory<byte> Ask(in ActivityContext trace, MessageTrace? of = null)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_count > 0 && time.GetElapsedTime(_last, now) < Pause || of?.TryFollow() == false)
                return default;
            _open[++_count % MostOpen] = (trace, now);
            _last = now;
            return ServerFrames.Trace(_count);
        }
    }

    /// <summary>Takes an answer; false for one to nothing that was asked, or that comes too late.</summary>
    /// <param name="number">What the page answers.</param>
    /// <param name="took">How long it says that applying took; no longer than since it was asked.</param>
    /// <param name="trace">The span that the batch came from.</param>
    public bool TryAnswer(long number, ref TimeSpan took, out ActivityContext trace)
    {
        lock (_gate)
        {
            trace = default;
            if (number <= _count - MostOpen || number > _count)
                return false;
            ref var open = ref _open[number % MostOpen];
            (trace, var since) = (open.Trace, time.GetElapsedTime(open.Asked));
            open = default;
            took = took < since ? took : since;
            return trace != default && since <= Patience;
        }
    }
}
