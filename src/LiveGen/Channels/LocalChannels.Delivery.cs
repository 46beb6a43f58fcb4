using System.Diagnostics;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;

namespace LiveGen.Channels;

internal sealed partial class LocalChannels
{
    /// <summary>Gives one message to every member, in the group's order; from inside a receiver, when that one is done.</summary>
    public void DeliverToGroup(string group, ReadOnlyMemory<byte> payload, MessageTrace? trace = null) =>
        LocalNesting.Run((Me: this, group, payload, trace), static send => send.Me.SendNow(send.Me._groups, send.group, send.payload, send.trace));

    /// <summary>Gives one message to an open channel; for a closed one it is kept.</summary>
    public void DeliverToChannel(string channel, ReadOnlyMemory<byte> payload, MessageTrace? trace = null) =>
        LocalNesting.Run((Me: this, channel, payload, trace), static send => send.Me.SendNow(send.Me._direct, send.channel, send.payload, send.trace));

    /// <summary>Gives a message that has no position to those who are here; it is not kept.</summary>
    public void PassToGroup(string group, ReadOnlyMemory<byte> payload, MessageTrace? trace = null) =>
        LocalNesting.Run((Me: this, group, payload, trace), static send => send.Me.PassNow(send.Me._groups, send.group, send.payload, send.trace));

    /// <inheritdoc cref="PassToGroup"/>
    public void PassToChannel(string channel, ReadOnlyMemory<byte> payload, MessageTrace? trace = null) =>
        LocalNesting.Run((Me: this, channel, payload, trace), static send => send.Me.PassNow(send.Me._direct, send.channel, send.payload, send.trace));

    /// <summary>Gives a channel what it missed in a group and adds it; null when not all of that is here.</summary>
    public GroupPosition? Add(string group, string channel, GroupPosition from)
    {
        GroupPosition? result = null;
        LocalNesting.Run(this, me => result = me.AddNow(group, me.Find(group, channel), from));
        return result;
    }

    /// <summary>Gives a receiver what its channel missed and opens it; false when not all of that is here.</summary>
    public bool Open(string channel, IChannelReceiver receiver, GroupPosition from)
    {
        var result = false;
        LocalNesting.Run(this, me => result = me.OpenNow(channel, receiver, from));
        return result;
    }

    void SendNow(LocalGroups table, string name, ReadOnlyMemory<byte> payload, MessageTrace? trace)
    {
        if (!table.AreChannels && ChannelNames.IsEphemeral(name))
        {
            PassNow(table, name, payload, trace);
            return;
        }
        // A group without members is made only to keep the message.
        while (!TrySendNow(table.GetOrAdd(name), payload, trace))
            Thread.Yield(); // it has just ended
        _keeper.MakeRoom();
    }

    bool TrySendNow(LocalGroup group, ReadOnlyMemory<byte> payload, MessageTrace? trace)
    {
        lock (group.FanOut)
        {
            if (group.TryRecord(payload, out var members, out var count) is not { } message)
                return false;
            FanOut(group.Name, message, members, count, trace);
            return true;
        }
    }

    void PassNow(LocalGroups table, string name, ReadOnlyMemory<byte> payload, MessageTrace? trace)
    {
        var message = new ChannelMessage(table.AreChannels ? null : name, payload);
        if (table.TryGet(name, out var group))
            lock (group.FanOut)
                FanOut(name, message, group.Snapshot(out var count), count, trace);
        else if (table.AreChannels)
            FanOut(name, message, [], 0, trace);
    }

    // What was fetched in the place of a message that the bus did not bring has no trace.
    void FanOut(string name, ChannelMessage message, LocalMembership[] members, int count, MessageTrace? trace)
    {
        var channel = message.Group is null ? _channels.GetValueOrDefault(name) : null;
        using var span = trace is null ? null : Follow(trace, name, message, channel is null ? count : count + 1);
        if (channel is not null)
            DeliverTo(channel.Receiver, channel, message);
        // A copy of the members lets them join and leave meanwhile; about 1 ns per member, against 100 and more
        // for what each does with the message.
        var number = message.Position.IsNone ? long.MaxValue : message.Position.Number;
        foreach (var membership in members.AsSpan(0, count))
            if (!membership.HasLeft && number > membership.After)
                DeliverTo(membership.Receiver, membership.Channel, message);
        LiveGenMeter.Delivered(count);
        LocalGroup.GiveBack(members);
    }

    static Activity? Follow(MessageTrace trace, string name, ChannelMessage message, int members)
    {
        var span = members == 0 ? null : LiveGenTracing.Deliver(trace.Context, name, message.Group is not null, members);
        message.Trace = MessageTrace.Of(span);
        return span;
    }

    GroupPosition? AddNow(string name, LocalChannel member, GroupPosition from)
    {
        while (true)
        {
            var group = _groups.GetOrAdd(name);
            lock (group.FanOut)
            {
                LocalMembership? membership;
                ChannelMessage[] missed;
                GroupPosition position;
                lock (member)
                {
                    if (member.IsClosed)
                        throw NotOpen(name, member.Name);
                    if (member.Find(name) is { } present)
                        return PositionOf(present);
                    switch (group.TryAdd(member, from, out membership, out missed, out position))
                    {
                        case Reach.Dead:
                            continue;
                        case Reach.Beyond:
                            return null;
                    }
                    member.Add(membership!);
                }
                foreach (var message in missed)
                    if (!membership!.HasLeft)
                        DeliverTo(membership.Receiver, member, message);
                return group.IsEphemeral ? default(GroupPosition) : position;
            }
        }
    }

    bool OpenNow(string name, IChannelReceiver receiver, GroupPosition from)
    {
        while (true)
        {
            var group = _direct.GetOrAdd(name);
            lock (group.FanOut)
            {
                if (_channels.ContainsKey(name))
                    throw OpenAlready(name);
                switch (group.TryFindMissed(from, out var missed))
                {
                    case Reach.Dead:
                        continue;
                    case Reach.Beyond:
                        return false;
                }
                var opened = new LocalChannel(name, receiver) { Floor = from.Number };
                foreach (var message in missed)
                    DeliverTo(receiver, opened, message);
                return _channels.TryAdd(name, opened) ? true : throw OpenAlready(name);
            }
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
            LogReceiverThrew(_logger, exception, channel.Name, message.Group);
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "The receiver of channel {Channel} threw while taking a message of group {Group}; " +
        "the other members got it.")]
    static partial void LogReceiverThrew(ILogger logger, Exception exception, string channel, string? group);
}
