namespace LiveGen.Channels;

/// <summary>The end of a channel on this machine, such as one open socket.</summary>
public interface IChannelReceiver
{
    /// <summary>
    /// Takes a message. Called in the group's order by the thread that fans out to all members: it must return at
    /// once, and what it throws would be a fault of the receiver's own.
    /// </summary>
    void Deliver(ChannelMessage message);
}
