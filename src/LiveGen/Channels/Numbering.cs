using LiveGen.Wire;

namespace LiveGen.Channels;

/// <summary>
/// Where a layer stands. In a layer of one process it gives the messages their numbers; one of many processes tells it where
/// the common count is.
/// </summary>
internal sealed class Numbering
{
    readonly Lock _gate = new();
    ulong _epoch;
    long _number;

    /// <summary>A count that is told its numbers; until then it has no position.</summary>
    public Numbering()
    {
    }

    /// <summary>A count of its own: every message gets its number here, so this process knows of all of them.</summary>
    public Numbering(ulong epoch) => (_epoch, IsOwn) = (epoch, true);

    /// <summary>Whether every message there is passes through here.</summary>
    public bool IsOwn { get; }

    public ulong Epoch => Volatile.Read(ref _epoch);

    public long Number => Volatile.Read(ref _number);

    public GroupPosition Position
    {
        get
        {
            if (IsOwn)
                return new GroupPosition(_epoch, Number);
            lock (_gate)
                return new GroupPosition(_epoch, _epoch == 0 ? 0 : _number);
        }
    }

    public GroupPosition Next() => new(_epoch, Interlocked.Increment(ref _number));

    /// <summary>The count has come this far; an older number of the same epoch changes nothing.</summary>
    public void MoveTo(GroupPosition position)
    {
        lock (_gate)
        {
            if (_epoch == position.Epoch && position.Number <= _number)
                return;
            (_epoch, _number) = (position.Epoch, position.Number);
        }
    }
}
