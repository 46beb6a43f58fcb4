using System.Buffers;

namespace LiveGen.Channels;

/// <summary>A channel that is open in this process.</summary>
internal sealed class LocalChannel(string name, IChannelReceiver receiver)
{
    /// <summary>Guards the two members below.</summary>
    public Lock Gate { get; } = new();

    public string Name => name;
    public IChannelReceiver Receiver => receiver;
    public bool IsClosed { get; set; }
    public Dictionary<string, LocalMembership> Memberships { get; } = new(StringComparer.Ordinal);
}

/// <summary>One channel's place in one group.</summary>
internal sealed class LocalMembership(LocalChannel channel, LocalGroup group)
{
    volatile bool _hasLeft;

    // The channel's, kept here so that a fan-out follows one reference less for each member.
    public IChannelReceiver Receiver { get; } = channel.Receiver;

    public LocalChannel Channel => channel;
    public LocalGroup Group => group;

    /// <summary>Where it stands in the group's list.</summary>
    public int Index { get; set; }

    /// <summary>Read by a fan-out that copied the members before this one left.</summary>
    public bool HasLeft { get => _hasLeft; set => _hasLeft = value; }
}

/// <summary>The members of one group in this process: joining and leaving take the same time in a group of any size.</summary>
internal sealed class LocalGroup(string name)
{
    readonly Lock _gate = new();
    readonly List<LocalMembership> _members = [];
    bool _isDead;

    public string Name => name;

    /// <summary>Held for one message's way to all members: it makes the group's order.</summary>
    public Lock FanOut { get; } = new();

    /// <summary>Null when the group has lost its last member: it must not be used again.</summary>
    public LocalMembership? TryAdd(LocalChannel channel)
    {
        lock (_gate)
        {
            if (_isDead)
                return null;
            var membership = new LocalMembership(channel, this) { Index = _members.Count };
            _members.Add(membership);
            return membership;
        }
    }

    /// <summary>Whether that was the last member; the caller then takes the group out of the table.</summary>
    public bool Remove(LocalMembership membership)
    {
        lock (_gate)
        {
            membership.HasLeft = true;
            var last = _members[^1];
            _members[membership.Index] = last;
            last.Index = membership.Index;
            _members.RemoveAt(_members.Count - 1);
            return _isDead = _members.Count == 0;
        }
    }

    /// <summary>The members of this moment in a pooled array; the caller gives it back.</summary>
    public LocalMembership[] Snapshot(out int count)
    {
        lock (_gate)
        {
            count = _members.Count;
            var copy = ArrayPool<LocalMembership>.Shared.Rent(count);
            _members.CopyTo(copy);
            return copy;
        }
    }
}
