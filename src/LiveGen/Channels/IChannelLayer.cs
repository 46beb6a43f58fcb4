using LiveGen.Wire;

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
/// <para>The latest messages of a group, and of a channel, are kept for a while (<see cref="LiveGenOptions.HistoryMessages"/>
/// and its neighbours), and each has a <see cref="GroupPosition"/>: who joins again from the position where it left gets what
/// it missed, or is told that this cannot be. Groups whose name begins with <see cref="ChannelNames.EphemeralPrefix"/> keep
/// nothing.</para>
/// <para>A message's bytes must not change after they were given to the layer: every receiver sees the same memory.</para>
/// </remarks>
public interface IChannelLayer
{
    /// <summary>
    /// Where the layer stands, free to ask: every message sent from now on has a higher number, or another epoch.
    /// <c>default</c> while a layer of many processes has not heard from the others.
    /// </summary>
    GroupPosition Position { get; }

    /// <summary>
    /// Whether other processes are on this layer too, so that a page may come back to another one. A layer that does not say so
    /// counts as shared.
    /// </summary>
    bool IsShared => true;

    /// <summary>Makes a channel name that no other process uses: <c>ws.</c>, this process, a counter.</summary>
    string NewChannelName();

    /// <summary>Opens a channel on this machine.</summary>
    /// <param name="channel">A name from <see cref="NewChannelName"/> of any process of this layer.</param>
    /// <param name="receiver">Who gets the messages.</param>
    /// <exception cref="InvalidOperationException">The channel is open already.</exception>
    void Open(string channel, IChannelReceiver receiver);

    /// <summary>
    /// Opens a channel that was open before, here or on another machine, and first gives the receiver what was sent to the
    /// channel itself after a position.
    /// </summary>
    /// <param name="channel">The name that it had.</param>
    /// <param name="receiver">Who gets the messages.</param>
    /// <param name="from">Not before the channel was opened for the first time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when not all of that is there any more; the channel is then not open.</returns>
    /// <exception cref="InvalidOperationException">The channel is open already.</exception>
    /// <exception cref="ChannelLayerException">The layer could not find out in time.</exception>
    ValueTask<bool> OpenAsync(string channel, IChannelReceiver receiver, GroupPosition from, CancellationToken cancellationToken);

    /// <summary>Closes a channel and takes it out of all its groups; one that is not open is ignored.</summary>
    void Close(string channel);

    /// <summary>Adds an open channel of this machine to a group; adding twice is the same as once.</summary>
    /// <returns>
    /// Where the group stands for this member: all messages above it arrive, none at or below it does. <c>default</c> for an
    /// ephemeral group.
    /// </returns>
    /// <exception cref="InvalidOperationException">The channel is not open on this machine.</exception>
    ValueTask<GroupPosition> GroupAddAsync(string group, string channel, CancellationToken cancellationToken = default);

    /// <summary>Adds an open channel to a group after giving it, in order, what was sent to the group after a position.</summary>
    /// <returns>
    /// As above: <paramref name="from"/> when there was something to give, or a later position; null when not all of it is there
    /// any more, and the channel is then not in the group. One that is in it already stays in it, and gets nothing again.
    /// </returns>
    /// <exception cref="InvalidOperationException">The channel is not open on this machine.</exception>
    /// <exception cref="ChannelLayerException">The layer could not find out in time.</exception>
    ValueTask<GroupPosition?> GroupAddAsync(
        string group, string channel, GroupPosition from, CancellationToken cancellationToken = default);

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
