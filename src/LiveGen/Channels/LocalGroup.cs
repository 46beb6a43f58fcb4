using System.Buffers;
using LiveGen.Wire;

namespace LiveGen.Channels;

/// <summary>
/// The members of one group in this process, and its latest messages. Joining and leaving take the same time in a group of
/// any size.
/// </summary>
/// <remarks>This file is the members' side; <c>LocalGroup.History.cs</c> what is kept for those who come back.</remarks>
internal sealed partial class LocalGroup(string name, LocalGroups table)
{
    readonly Lock _gate = new();
    readonly List<LocalMembership> _members = [];
    bool _isDead;

    public string Name => name;

    /// <summary>
    /// Held for one message's way to all members, and while one member gets what it missed: it makes the group's order. A
    /// thread that holds one takes no other (<see cref="LocalNesting"/>).
    /// </summary>
    public Lock FanOut { get; } = new();

    public bool HasMembers
    {
        get
        {
            lock (_gate)
                return _members.Count > 0;
        }
    }

    /// <summary>Null when the group has ended: it must not be used again.</summary>
    public LocalMembership? TryAdd(LocalChannel channel, out GroupPosition position)
    {
        lock (_gate)
        {
            position = default;
            if (_isDead)
                return null;
            Begin();
            // Numbers are given, or told, before a message's members are copied: so this one is among those of the next.
            if (!IsEphemeral)
                position = table.Numbering.Position;
            return AddMember(channel, position.Number);
        }
    }

    /// <summary>Ends a membership; the last one of an ephemeral group ends that too.</summary>
    public void Remove(LocalMembership membership)
    {
        lock (_gate)
        {
            if (membership.HasLeft)
                return;
            membership.HasLeft = true;
            var last = _members[^1];
            _members[membership.Index] = last;
            last.Index = membership.Index;
            _members.RemoveAt(_members.Count - 1);
            if (_members.Count > 0)
                return;
            _isDead = IsEphemeral;
            Touch();
        }
        if (IsEphemeral)
            table.Drop(this);
    }

    /// <summary>The members of this moment in a pooled array; who called gives it back.</summary>
    public LocalMembership[] Snapshot(out int count)
    {
        lock (_gate)
        {
            count = _members.Count;
            if (count == 0)
                return [];
            var copy = ArrayPool<LocalMembership>.Shared.Rent(count);
            _members.CopyTo(copy);
            return copy;
        }
    }

    public static void GiveBack(LocalMembership[] members)
    {
        if (members.Length > 0)
            ArrayPool<LocalMembership>.Shared.Return(members, clearArray: true);
    }

    LocalMembership AddMember(LocalChannel channel, long after)
    {
        var membership = new LocalMembership(channel, this, after) { Index = _members.Count };
        _members.Add(membership);
        Weigh();
        return membership;
    }
}
