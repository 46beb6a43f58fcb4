namespace LiveGen.Channels;

/// <summary>The end of a channel on this machine, such as one open socket.</summary>
public interface IChannelReceiver
{
    /// <summary>
    /// Takes a message. Called in the group's order by the thread that fans out to all members: it must return at
    /// once, and what it throws would be a fault of the receiver's own.
    /// </summary>
    void Deliver(ChannelMessage message);

    /// <summary>
    /// Messages are missing that nobody has any more; what the receiver shows of the group is stale and has to be made
    /// anew. It is out of the group already. Like <see cref="Deliver"/>, it must return at once.
    /// </summary>
    /// <param name="group">The group, or the receiver's own channel when messages to that are missing.</param>
    void Lost(string group);
}
