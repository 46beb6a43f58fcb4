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

    /// <summary>Of what was sent to the channel itself, nothing above this number was forgotten.</summary>
    public long Floor { get; set; }
}

/// <summary>One channel's place in one group.</summary>
internal sealed class LocalMembership(LocalChannel channel, LocalGroup group, long after)
{
    volatile bool _hasLeft;

    // The channel's, kept here so that a fan-out follows one reference less for each member.
    public IChannelReceiver Receiver { get; } = channel.Receiver;

    public LocalChannel Channel => channel;
    public LocalGroup Group => group;

    /// <summary>The number after which it joined: what has this one or a lower one is not for it.</summary>
    public long After { get; } = after;

    /// <summary>Where it stands in the group's list.</summary>
    public int Index { get; set; }

    /// <summary>Read by a fan-out that copied the members before this one left.</summary>
    public bool HasLeft { get => _hasLeft; set => _hasLeft = value; }
}
