using LiveGen.Wire;

namespace LiveGen.Channels;

/// <summary>
/// The limits of all histories of a process, and the one timer that lets them age. Memory has a budget: when it is used up,
/// the oldest messages of all groups make room.
/// </summary>
internal sealed class HistoryKeeper : IDisposable
{
    // After making room a quarter is free, so that room is made seldom.
    const double Full = 0.75;
    const int Classes = 256;

    static readonly TimeSpan s_longestPeriod = TimeSpan.FromSeconds(10);

    readonly TimeProvider _time;
    readonly TimeSpan _period;
    readonly ITimer _timer;
    readonly List<LocalGroups> _tables = [];
    readonly long _maxBytes;
    long _bytes;
    long _now;
    int _isMakingRoom;

    public HistoryKeeper(LiveGenOptions options, TimeProvider time)
    {
        (_time, _maxBytes) = (time, options.MaxHistoryBytes);
        (MaxMessages, MaxBytes, Age) = (options.HistoryMessages, options.HistoryBytes, options.HistoryAge);
        _period = Age / 10 < s_longestPeriod ? Age / 10 : s_longestPeriod;
        if (_period < TimeSpan.FromMilliseconds(1))
            _period = TimeSpan.FromMilliseconds(1);
        _now = time.GetTimestamp();
        using (AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static keeper => ((HistoryKeeper)keeper!).Tick(), this, _period, _period);
    }

    public int MaxMessages { get; }

    public int MaxBytes { get; }

    public TimeSpan Age { get; }

    /// <summary>Memory of all histories.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The time as of the last tick, and so a message is kept up to a tick longer than it must be; free to ask.</summary>
    public long Now => Volatile.Read(ref _now);

    public bool IsOverBudget => Bytes > _maxBytes;

    public void Add(LocalGroups table)
    {
        lock (_tables)
            _tables.Add(table);
    }

    /// <summary>Memory that a history takes more, or less.</summary>
    public void Charge(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>Whether something of that time (<see cref="Now"/>) has had its full age.</summary>
    public bool IsOld(long time) => _time.GetElapsedTime(time, Now) >= Age + _period;

    /// <summary>Lets the oldest messages go until memory is back within the budget; by one thread at a time.</summary>
    public void MakeRoom()
    {
        if (!IsOverBudget || Interlocked.Exchange(ref _isMakingRoom, 1) != 0)
            return;
        try
        {
            var cut = FindCut();
            foreach (var table in Tables())
                table.TrimTo(cut);
        }
        finally
        {
            Volatile.Write(ref _isMakingRoom, 0);
        }
    }

    public void Dispose() => _timer.Dispose();

    void Tick()
    {
        Volatile.Write(ref _now, _time.GetTimestamp());
        foreach (var table in Tables())
            table.TrimOld();
    }

    // Numbers rise with time: what is at or below the one returned goes. Exact to a class of numbers.
    long FindCut()
    {
        var (first, last) = (long.MaxValue, 0L);
        Weigh((number, _) => (first, last) = (Math.Min(first, number), Math.Max(last, number)));
        if (last == 0)
            return 0;
        var width = (last - first) / Classes + 1;
        var classes = new long[Classes];
        // What was added since the first look belongs to the last class.
        Weigh((number, bytes) => classes[Math.Clamp((number - first) / width, 0, Classes - 1)] += bytes);
        var excess = Bytes - (long)(_maxBytes * Full);
        var index = 0;
        while (index < Classes - 1 && (excess -= classes[index]) > 0)
            index++;
        return first + width * (index + 1) - 1;
    }

    void Weigh(Action<long, long> scale)
    {
        foreach (var table in Tables())
            table.Weigh(scale);
    }

    LocalGroups[] Tables()
    {
        lock (_tables)
            return [.. _tables];
    }
}
