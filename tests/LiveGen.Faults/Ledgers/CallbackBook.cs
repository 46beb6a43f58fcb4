using System.Collections.Concurrent;

namespace LiveGen.Faults.Ledgers;

/// <summary>What a page was told of its callback.</summary>
enum Told
{
    Nothing,
    Done,
    Lost,
    Failed,
}

/// <summary>All callbacks that pages made: each may run once, unless it may be repeated, and its page must learn what became of it.</summary>
sealed class CallbackBook
{
    readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <summary>Called by the page: the call goes out, or waits for a connection.</summary>
    public void Called(string key, bool mayRepeat = false)
    {
        var entry = Of(key);
        (entry.WasCalled, entry.MayRepeat) = (true, mayRepeat);
    }

    /// <summary>Told by a node: the handler has begun.</summary>
    public void Ran(string key) => Interlocked.Increment(ref Of(key).Runs);

    /// <summary>The handler's own command has reached the page.</summary>
    public void Replied(string key) => Interlocked.Increment(ref Of(key).Replies);

    public void Answered(string key, Told told) => Of(key).Told = told;

    public CallbackVerdict Judge()
    {
        var verdict = new CallbackVerdict();
        foreach (var entry in _entries.Values)
        {
            verdict.Called += entry.WasCalled ? 1 : 0;
            verdict.RunTwice += entry.Runs > 1 && !entry.MayRepeat ? 1 : 0;
            verdict.Repeated += entry.Runs > 1 && entry.MayRepeat ? 1 : 0;
            verdict.ToldLost += entry.Told == Told.Lost ? 1 : 0;
            // Never told at all, or told that it was done when it was not.
            verdict.Silent += entry.Told == Told.Nothing || entry.Told == Told.Done && entry.Runs == 0 ? 1 : 0;
            verdict.RepliesMissing += entry.Told == Told.Done && entry.Replies == 0 ? 1 : 0;
            verdict.RepliesTwice += entry.Replies > (entry.MayRepeat ? Math.Max(1, entry.Runs) : 1) ? 1 : 0;
        }
        return verdict;
    }

    Entry Of(string key) => _entries.GetOrAdd(key, static _ => new Entry());

    sealed class Entry
    {
        public bool WasCalled;
        public bool MayRepeat;
        public int Runs;
        public int Replies;
        public Told Told;
    }
}

/// <summary>What became of the callbacks of a run.</summary>
record struct CallbackVerdict
{
    public int Called { get; set; }

    public int RunTwice { get; set; }

    /// <summary>Sent again because nobody knew what had become of them, and run again: that is what they are for.</summary>
    public int Repeated { get; set; }

    /// <summary>Dropped, and the page was told.</summary>
    public int ToldLost { get; set; }

    /// <summary>Their page was never told, or wrongly.</summary>
    public int Silent { get; set; }

    public int RepliesMissing { get; set; }

    public int RepliesTwice { get; set; }

    public readonly bool IsClean => RunTwice == 0 && Silent == 0 && RepliesMissing == 0 && RepliesTwice == 0;
}
