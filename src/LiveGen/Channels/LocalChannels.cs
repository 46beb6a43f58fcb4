using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LiveGen.Channels;

/// <summary>The open channels of this process and the groups they are in. Both layers deliver through it.</summary>
/// <remarks>
/// Locks: a channel's before its group's; neither is held while a receiver runs. Only the fan-out lock of one group is,
/// and a thread that holds one never takes another (see <see cref="LocalNesting"/>), so receivers cannot deadlock.
/// </remarks>
internal sealed partial class LocalChannels(ILogger logger)
{
    readonly ConcurrentDictionary<string, LocalChannel> _channels = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, LocalGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Open channels; what is left when all are closed must be 0.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>Groups that have a member here.</summary>
    public int GroupCount => _groups.Count;

    public void Open(string channel, IChannelReceiver receiver)
    {
        if (!_channels.TryAdd(channel, new LocalChannel(channel, receiver)))
            throw new InvalidOperationException(
                $"Channel \"{channel}\" is open already. Each receiver needs a name of its own from NewChannelName.");
    }

    public void Close(string channel)
    {
        if (!_channels.TryRemove(channel, out var closed))
            return;
        lock (closed.Gate)
        {
            closed.IsClosed = true;
            foreach (var membership in closed.Memberships.Values)
                Leave(membership);
            closed.Memberships.Clear();
        }
    }

    public void Add(string group, string channel)
    {
        if (!_channels.TryGetValue(channel, out var member))
            throw NotOpen(group, channel);
        lock (member.Gate)
        {
            if (member.IsClosed)
                throw NotOpen(group, channel);
            if (!member.Memberships.ContainsKey(group))
                member.Memberships.Add(group, Join(group, member));
        }
    }

    public void Discard(string group, string channel)
    {
        if (!_channels.TryGetValue(channel, out var member))
            return;
        lock (member.Gate)
            if (member.Memberships.Remove(group, out var membership))
                Leave(membership);
    }

    /// <summary>Gives one message to every member, in the group's order; from inside a receiver, when that one is done.</summary>
    public void DeliverToGroup(string group, ReadOnlyMemory<byte> payload)
    {
        if (!_groups.ContainsKey(group))
            return;
        LocalNesting.Run(this, group, new ChannelMessage(group, payload));
    }

    /// <summary>Gives one message to an open channel; a closed one is no error.</summary>
    public void DeliverToChannel(string channel, ReadOnlyMemory<byte> payload)
    {
        if (!_channels.ContainsKey(channel))
            return;
        LocalNesting.Run(this, channel, new ChannelMessage(null, payload));
    }

    internal void DeliverNow(string name, ChannelMessage message)
    {
        if (message.Group is null)
        {
            if (_channels.TryGetValue(name, out var channel))
                DeliverTo(channel.Receiver, channel, message);
        }
        else if (_groups.TryGetValue(name, out var group))
        {
            FanOut(group, message);
        }
    }

    void FanOut(LocalGroup group, ChannelMessage message)
    {
        lock (group.FanOut)
        {
            // A copy of the members lets them join and leave meanwhile; about 1 ns per member, against 100 and more
            // for what each does with the message.
            var members = group.Snapshot(out var count);
            foreach (var membership in members.AsSpan(0, count))
                if (!membership.HasLeft)
                    DeliverTo(membership.Receiver, membership.Channel, message);
            ArrayPool<LocalMembership>.Shared.Return(members, clearArray: true);
        }
    }

    void DeliverTo(IChannelReceiver receiver, LocalChannel channel, ChannelMessage message)
    {
        try
        {
            receiver.Deliver(message);
        }
#pragma warning disable CA1031 // Whatever one receiver throws, the others still get the message.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogReceiverThrew(logger, exception, channel.Name, message.Group);
        }
    }

    LocalMembership Join(string name, LocalChannel channel)
    {
        while (true)
        {
            // A group that has just lost its last member is dead and about to leave the table: take the next one.
            if (_groups.GetOrAdd(name, static name => new LocalGroup(name)).TryAdd(channel) is { } membership)
                return membership;
            Thread.Yield();
        }
    }

    void Leave(LocalMembership membership)
    {
        if (membership.Group.Remove(membership))
            _groups.TryRemove(KeyValuePair.Create(membership.Group.Name, membership.Group));
    }

    static InvalidOperationException NotOpen(string group, string channel) => new(
        $"Cannot add channel \"{channel}\" to group \"{group}\": it is not open on this machine. " +
        "Open it first; a channel joins groups on the machine that holds it.");

    [LoggerMessage(1001, LogLevel.Error, "The receiver of channel {Channel} threw while taking a message of group {Group}; " +
        "the other members got it.")]
    static partial void LogReceiverThrew(ILogger logger, Exception exception, string channel, string? group);
}
