namespace LiveGen.Channels;

/// <summary>The latest messages of one group, oldest first. Whoever uses it holds the group's lock.</summary>
internal sealed class GroupHistory
{
    // What an entry takes beside the payload: the message's object, what was decoded from it, and its place here (measured: 72,
    // 64 and 16 bytes, and the array's spare places).
    public const int EntryBytes = 200;

    // A publisher sends twice within seconds, if at all.
    const int IdsLookedAt = 50;

    Entry[] _entries = new Entry[4];
    int _first;

    public int Count { get; private set; }

    /// <summary>Memory, payloads and what lies around them.</summary>
    public long Bytes { get; private set; }

    Entry this[int index] => _entries[(_first + index) & (_entries.Length - 1)];

    public void Add(ChannelMessage message, long time, ulong id = 0)
    {
        if (Count == _entries.Length)
            Grow();
        _entries[(_first + Count++) & (_entries.Length - 1)] = new Entry(message, time, id);
        Bytes += Cost(message);
    }

    /// <summary>Adds what another one has, behind what is here.</summary>
    public void Add(GroupHistory later)
    {
        for (var i = 0; i < later.Count; i++)
            Add(later[i].Message, later[i].Time, later[i].Id);
    }

    /// <summary>Forgets the oldest message; returns its number.</summary>
    public long RemoveFirst()
    {
        ref var entry = ref _entries[_first];
        var message = entry.Message;
        entry = default;
        _first = (_first + 1) & (_entries.Length - 1);
        Count--;
        Bytes -= Cost(message);
        return message.Position.Number;
    }

    /// <summary>When the oldest message came.</summary>
    public long FirstTime => this[0].Time;

    public long FirstNumber => this[0].Message.Position.Number;

    /// <summary>What came after a number, in order.</summary>
    public ChannelMessage[] After(long number)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].Message.Position.Number <= number)
                low = middle + 1;
            else
                high = middle;
        }
        var messages = low == Count ? [] : new ChannelMessage[Count - low];
        for (var i = 0; i < messages.Length; i++)
            messages[i] = this[low + i].Message;
        return messages;
    }

    /// <summary>Whether one of the latest messages has this id.</summary>
    public bool Has(ulong id)
    {
        for (var i = Math.Max(0, Count - IdsLookedAt); i < Count; i++)
            if (this[i].Id == id)
                return true;
        return false;
    }

    /// <summary>Tells the number and the memory of every message.</summary>
    public void Weigh(Action<long, long> scale)
    {
        for (var i = 0; i < Count; i++)
            scale(this[i].Message.Position.Number, Cost(this[i].Message));
    }

    static long Cost(ChannelMessage message) => EntryBytes + message.Payload.Length;

    void Grow()
    {
        var entries = new Entry[_entries.Length * 2];
        for (var i = 0; i < Count; i++)
            entries[i] = this[i];
        (_entries, _first) = (entries, 0);
    }

    readonly record struct Entry(ChannelMessage Message, long Time, ulong Id);
}
