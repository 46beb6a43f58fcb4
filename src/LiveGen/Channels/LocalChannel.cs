namespace LiveGen.Channels;

/// <summary>A channel that is open in this process; the lock of whether it is closed, and of its memberships.</summary>
internal sealed class LocalChannel(string name, IChannelReceiver receiver)
{
    // A list, searched from the front: a channel is in a group or two. A dictionary would cost every open socket 200 bytes.
    LocalMembership? _memberships;

    public string Name => name;
    public IChannelReceiver Receiver => receiver;
    public bool IsClosed { get; private set; }

    /// <summary>Of what was sent to the channel itself, nothing above this number was forgotten.</summary>
    public long Floor { get; set; }

    /// <summary>The place in a group; null when it is not in it.</summary>
    public LocalMembership? Find(string group)
    {
        var found = _memberships;
        while (found is not null && found.Group.Name != group)
            found = found.Next;
        return found;
    }

    public void Add(LocalMembership membership)
    {
        membership.Next = _memberships;
        _memberships = membership;
    }

    public void Remove(LocalMembership membership)
    {
        if (_memberships == membership)
        {
            _memberships = membership.Next;
            return;
        }
        var before = _memberships;
        while (before is not null && before.Next != membership)
            before = before.Next;
        if (before is not null)
            before.Next = membership.Next;
    }

    /// <summary>Leaves all groups for good.</summary>
    public void Close()
    {
        IsClosed = true;
        for (var membership = _memberships; membership is not null; membership = membership.Next)
            membership.Group.Remove(membership);
        _memberships = null;
    }
}

/// <summary>One channel's place in one group.</summary>
internal sealed class LocalMembership(LocalChannel channel, LocalGroup group, long after)
{
    volatile bool _hasLeft;

    // The channel's, kept here so that a fan-out follows one reference less for each member.
    public IChannelReceiver Receiver { get; } = channel.Receiver;

    /// <summary>The channel's next place.</summary>
    public LocalMembership? Next { get; set; }

    public LocalChannel Channel => channel;
    public LocalGroup Group => group;

    /// <summary>The number after which it joined: what has this one or a lower one is not for it.</summary>
    public long After { get; } = after;

    /// <summary>Where it stands in the group's list.</summary>
    public int Index { get; set; }

    /// <summary>Read by a fan-out that copied the members before this one left.</summary>
    public bool HasLeft { get => _hasLeft; set => _hasLeft = value; }
}
