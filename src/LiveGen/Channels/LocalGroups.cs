using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace LiveGen.Channels;

/// <summary>Groups by name: those with members here, and those whose messages or members are not long gone.</summary>
/// <remarks>
/// A group that is dropped leaves one trace, <see cref="Floor"/>: of every group that is not here, nothing above it was lost.
/// So a group that comes back under the same name cannot pretend to be complete.
/// </remarks>
internal sealed class LocalGroups
{
    readonly ConcurrentDictionary<string, LocalGroup> _groups = new(StringComparer.Ordinal);
    readonly Func<string, LocalChannel?>? _channelOf;
    long _floor;

    /// <param name="keeper">The limits.</param>
    /// <param name="numbering">Where the layer stands.</param>
    /// <param name="channelOf">For groups of one, the open channel that is meant; null for others.</param>
    public LocalGroups(HistoryKeeper keeper, Numbering numbering, Func<string, LocalChannel?>? channelOf = null)
    {
        (Keeper, Numbering, _channelOf) = (keeper, numbering, channelOf);
        keeper.Add(this);
    }

    public HistoryKeeper Keeper { get; }

    public Numbering Numbering { get; }

    /// <summary>Whether these are groups of one: channels to which something was sent.</summary>
    public bool AreChannels => _channelOf is not null;

    /// <summary>Also those that are only kept for who comes back.</summary>
    public int Count => _groups.Count;

    public int CountWithMembers => _groups.Values.Count(group => group.HasMembers);

    public IEnumerable<LocalGroup> All => _groups.Values;

    /// <summary>The highest number in a group that was dropped.</summary>
    public long Floor => Volatile.Read(ref _floor);

    public LocalGroup GetOrAdd(string name) =>
        _groups.TryGetValue(name, out var group) ? group
            : _groups.GetOrAdd(name, static (name, table) => new LocalGroup(name, table), this);

    public bool TryGet(string name, [NotNullWhen(true)] out LocalGroup? group) => _groups.TryGetValue(name, out group);

    /// <summary>Above this number a new group of that name has missed nothing.</summary>
    public long FloorOf(string name) =>
        _channelOf?.Invoke(name) is { } channel ? channel.Floor
        : Numbering.IsOwn ? Floor
        : Numbering.Number; // What is sent to groups without members here, only the other processes and Redis know.

    /// <summary>Takes out a group that is dead and noted its last number here before.</summary>
    public void Drop(LocalGroup group) => _groups.TryRemove(KeyValuePair.Create(group.Name, group));

    /// <summary>Messages of a group up to this number can be had no more.</summary>
    public void Forget(string name, long last)
    {
        if (_channelOf?.Invoke(name) is { } channel)
            channel.Floor = Math.Max(channel.Floor, last);
        long floor;
        while (last > (floor = Floor) && Interlocked.CompareExchange(ref _floor, last, floor) != floor)
        {
        }
    }

    public void TrimOld()
    {
        foreach (var (_, group) in _groups)
            group.TrimOld();
    }

    public void TrimTo(long number)
    {
        foreach (var (_, group) in _groups)
            group.TrimTo(number);
    }

    public void Weigh(Action<long, long> scale)
    {
        foreach (var (_, group) in _groups)
            group.Weigh(scale);
    }
}
