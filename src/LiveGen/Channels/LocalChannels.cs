using System.Buffers;
using System.Collections.Concurrent;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;

namespace LiveGen.Channels;

/// <summary>The open channels of this process and the groups they are in. Both layers deliver through it.</summary>
/// <remarks>
/// Locks, in this order: a group's fan-out lock, a channel's, a group's own. Only the first is held while a receiver runs, and a
/// thread that holds one never takes another (see <see cref="LocalNesting"/>), so receivers cannot deadlock. This file is who
/// is there; <c>LocalChannels.Delivery.cs</c> how messages reach them.
/// </remarks>
internal sealed partial class LocalChannels
{
    readonly ILogger _logger;
    readonly HistoryKeeper _keeper;
    readonly ConcurrentDictionary<string, LocalChannel> _channels = new(StringComparer.Ordinal);
    readonly LocalGroups _groups;
    readonly LocalGroups _direct;

    public LocalChannels(ILogger logger, HistoryKeeper keeper, Numbering numbering)
    {
        (_logger, _keeper, Numbering) = (logger, keeper, numbering);
        _groups = new LocalGroups(keeper, numbering);
        _direct = new LocalGroups(keeper, numbering, _channels.GetValueOrDefault);
    }

    public Numbering Numbering { get; }

    // These three nobody asks but tests: memory that is never given back shows nowhere else.

    /// <summary>Open channels; what is left when all are closed must be 0.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>Groups that have a member here.</summary>
    public int GroupCount => _groups.CountWithMembers;

    /// <summary>Groups and channels of which something is remembered, also those that nobody is in any more; 0 when its time is over.</summary>
    public int KeptCount => _groups.Count + _direct.Count;

    /// <summary>Opens a channel; <paramref name="isNew"/> when nobody can have sent to that name before.</summary>
    public void Open(string channel, IChannelReceiver receiver, bool isNew = true)
    {
        var floor = Numbering.IsOwn ? _direct.Floor : isNew ? 0 : Numbering.Number;
        if (!_channels.TryAdd(channel, new LocalChannel(channel, receiver) { Floor = floor }))
            throw OpenAlready(channel);
    }

    public void Close(string channel)
    {
        if (!_channels.ContainsKey(channel))
            return;
        // From here on what is sent to it waits for it to come back.
        while (!_direct.GetOrAdd(channel).TryTouch())
            Thread.Yield();
        if (!_channels.TryRemove(channel, out var closed))
            return;
        lock (closed)
            closed.Close();
    }

    /// <summary>Adds to a group; returns the position after which messages arrive.</summary>
    public GroupPosition Add(string group, string channel)
    {
        var member = Find(group, channel);
        lock (member)
        {
            if (member.IsClosed)
                throw NotOpen(group, channel);
            if (member.Find(group) is { } present)
                return PositionOf(present);
            while (true)
            {
                // A group that has ended is about to leave the table: take the next one.
                if (_groups.GetOrAdd(group).TryAdd(member, out var position) is { } membership)
                {
                    member.Add(membership);
                    return position;
                }
                Thread.Yield();
            }
        }
    }

    public void Discard(string group, string channel)
    {
        if (!_channels.TryGetValue(channel, out var member))
            return;
        lock (member)
        {
            if (member.Find(group) is not { } membership)
                return;
            member.Remove(membership);
            membership.Group.Remove(membership);
        }
    }

    LocalChannel Find(string group, string channel) =>
        _channels.TryGetValue(channel, out var member) ? member : throw NotOpen(group, channel);

    GroupPosition PositionOf(LocalMembership membership) =>
        membership.Group.IsEphemeral ? default : Numbering.Position with { Number = membership.After };

    static InvalidOperationException NotOpen(string group, string channel) => new(
        $"Cannot add channel \"{channel}\" to group \"{group}\": it is not open on this machine. " +
        "Open it first; a channel joins groups on the machine that holds it.");

    static InvalidOperationException OpenAlready(string channel) => new(
        $"Channel \"{channel}\" is open already. Each receiver needs a name of its own from NewChannelName.");
}
