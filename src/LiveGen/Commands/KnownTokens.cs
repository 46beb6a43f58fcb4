using System.Collections.Concurrent;

namespace LiveGen.Commands;

/// <summary>
/// What the tokens of the latest calls hold: a page calls again and again with one token, and decrypting it costs more than all
/// else of a small call. Only what Data Protection has accepted is here; user and end are checked at each call.
/// </summary>
/// <remarks>
/// Two tables take turns: one takes what comes until it is full or its time is over, the other is the one before. So memory is
/// bounded, and after two turns at most Data Protection is asked again, which may have revoked a key.
/// </remarks>
sealed class KnownTokens(TimeProvider time)
{
    /// <summary>In each table; a token and its content are about half a kilobyte.</summary>
    public const int Capacity = 2000;

    /// <summary>How long one table takes what comes.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    sealed class Table(DateTimeOffset ends, Table? before)
    {
        public readonly ConcurrentDictionary<string, byte[]> Contents = new(StringComparer.Ordinal);
        public int Count; // the dictionary's own locks all of it

        public DateTimeOffset Ends => ends;

        public Table? Before { get; set; } = before;
    }

    Table _table = new(DateTimeOffset.MinValue, before: null);

    /// <summary>The content of a token that was accepted lately; null when it was not.</summary>
    public byte[]? Find(string token)
    {
        var table = Current();
        return table.Contents.TryGetValue(token, out var content) || table.Before?.Contents.TryGetValue(token, out content) == true
            ? content
            : null;
    }

    /// <summary>Keeps a token that was accepted.</summary>
    public void Add(string token, byte[] content)
    {
        var table = Current();
        if (table.Contents.TryAdd(token, content))
            Interlocked.Increment(ref table.Count);
    }

    Table Current()
    {
        var table = _table;
        var now = time.GetUtcNow();
        if (now < table.Ends && Volatile.Read(ref table.Count) < Capacity)
            return table;
        table.Before = null;
        // Of several that come at once, one turns. A table that nobody used for as long as it took is too old to stand behind the next.
        Interlocked.CompareExchange(ref _table, new Table(now + Turn, now < table.Ends + Turn ? table : null), table);
        return _table;
    }
}
