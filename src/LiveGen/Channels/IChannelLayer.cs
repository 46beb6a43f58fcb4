namespace LiveGen.Channels;

/// <summary>
/// Moves opaque messages to named channels and to groups of channels, in one process or across many.
/// The idea and its words are those of Django Channels' channel layers.
/// </summary>
/// <remarks>
/// <para>A <em>channel</em> with a name from <see cref="NewChannelName"/> belongs to one receiver (an open socket) on
/// one machine. Every other channel name is a <em>work queue</em>: each message goes to exactly one of the processes
/// that receive from it.</para>
/// <para>Membership of groups is kept by the machine that has the channel, so a crash leaves nothing to clean. Every
/// member of a group gets the group's messages in the same order. Names are checked by <see cref="ChannelNames"/>.</para>
/// <para>A message's bytes must not change after they were given to the layer: every receiver sees the same memory.</para>
/// </remarks>
public interface IChannelLayer
{
    /// <summary>Makes a channel name that no other process uses: <c>ws.</c>, this process, a counter.</summary>
    string NewChannelName();

    /// <summary>Opens a channel made by <see cref="NewChannelName"/> on this machine.</summary>
    /// <exception cref="InvalidOperationException">The channel is open already.</exception>
    void Open(string channel, IChannelReceiver receiver);

    /// <summary>Closes a channel and takes it out of all its groups; one that is not open is ignored.</summary>
    void Close(string channel);

    /// <summary>Adds an open channel of this machine to a group; adding twice is the same as once.</summary>
    /// <exception cref="InvalidOperationException">The channel is not open on this machine.</exception>
    ValueTask GroupAddAsync(string group, string channel, CancellationToken cancellationToken = default);

    /// <summary>Takes a channel out of a group; one that is not in it is ignored.</summary>
    ValueTask GroupDiscardAsync(string group, string channel, CancellationToken cancellationToken = default);

    /// <summary>Sends to every channel in the group, on every machine. A group without members is not an error.</summary>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time; it may have been delivered.</exception>
    ValueTask GroupSendAsync(string group, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);

    /// <summary>The same for a caller that cannot await; waits no longer than the layer's own time limit.</summary>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time; it may have been delivered.</exception>
    void GroupSend(string group, ReadOnlyMemory<byte> message);

    /// <summary>
    /// Sends to one channel: an open socket's (a closed one is not an error), or a work queue's.
    /// </summary>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time, or the work queue is full.</exception>
    ValueTask SendAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);

    /// <summary>Waits for the next message of a work queue and takes it: no other process gets that one.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(string channel, CancellationToken cancellationToken);
}
