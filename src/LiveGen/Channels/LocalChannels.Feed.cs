using LiveGen.Wire;

namespace LiveGen.Channels;

// How a layer of many processes feeds groups and channels with what it hears, and with what it fetches.
internal sealed partial class LocalChannels
{
    /// <summary>Every group and channel that is known here, and how far it has been heard; for comparing with the others.</summary>
    public IEnumerable<(string Name, bool IsChannel, long Last)> Known()
    {
        foreach (var group in _groups.All)
            if (!group.IsEphemeral)
                yield return (group.Name, false, group.Last);
        foreach (var group in _direct.All)
            yield return (group.Name, true, group.Last);
        foreach (var (name, channel) in _channels)
            if (!_direct.TryGet(name, out _))
                yield return (name, true, channel.Floor);
    }

    /// <summary>Takes a message that follows the one before, and gives it to who is here.</summary>
    public Heard Hear(string name, bool isChannel, HeardMessage heard, MessageTrace? trace = null)
    {
        var table = isChannel ? _direct : _groups;
        if (!table.TryGet(name, out var group))
        {
            if (!isChannel || !_channels.ContainsKey(name))
                return Heard.Dropped;
            group = table.GetOrAdd(name);
        }
        var result = Heard.Dropped;
        LocalNesting.Run(this, me => result = me.HearNow(group, heard, trace));
        _keeper.MakeRoom();
        return result;
    }

    /// <summary>Whether the caller shall fetch what is missing in a group; it calls <see cref="Fill"/> then.</summary>
    public bool TryBeginFill(string name, bool isChannel) =>
        isChannel ? _direct.GetOrAdd(name).TryBeginFill() : _groups.TryGet(name, out var group) && group.TryBeginFill();

    /// <summary>How far a group has been heard; null when nobody asks for it any more.</summary>
    public long? LastOf(string name, bool isChannel) =>
        (isChannel ? _direct : _groups).TryGet(name, out var group) ? group.Last : null;

    /// <summary>Gives members what was fetched. False when more is missing by now: fetch again.</summary>
    /// <param name="name">The group or channel.</param>
    /// <param name="isChannel">Which.</param>
    /// <param name="fetched">What others have kept of it, in order.</param>
    /// <param name="last">The last message that was sent to it; the epoch with 0 when none is known.</param>
    public bool Fill(string name, bool isChannel, IReadOnlyList<HeardMessage> fetched, GroupPosition last)
    {
        if (!(isChannel ? _direct : _groups).TryGet(name, out var group))
            return true;
        var isDone = true;
        LocalNesting.Run(this, me => isDone = me.FillNow(group, fetched, last));
        return isDone;
    }

    /// <summary>Adds to what a group can give to those who come back.</summary>
    public void Extend(string name, bool isChannel, IReadOnlyList<HeardMessage> older, long floor, long asOf)
    {
        var group = (isChannel ? _direct : _groups).GetOrAdd(name);
        lock (group.FanOut)
            group.Extend(older, floor, asOf);
    }

    /// <summary>Messages of a group are missing for good: it ends, and its members are told.</summary>
    public void Lose(string name, bool isChannel)
    {
        if ((isChannel ? _direct : _groups).TryGet(name, out var group))
            LocalNesting.Run((Me: this, group), static lost => lost.Me.LoseNow(lost.group));
    }

    /// <summary>Nobody can vouch for anything any more: all groups but the ephemeral ones end.</summary>
    /// <param name="alsoChannels">Whether something may have been sent to channels, too.</param>
    public void LoseAll(bool alsoChannels) => LocalNesting.Run((Me: this, alsoChannels), static lost =>
    {
        var me = lost.Me;
        foreach (var group in me._groups.All)
            if (!group.IsEphemeral)
                me.LoseNow(group);
        foreach (var group in me._direct.All)
            group.Lose();
        if (!lost.alsoChannels)
            return;
        foreach (var (name, channel) in me._channels)
        {
            channel.Floor = me.Numbering.Number;
            me.TellLost(channel, name);
        }
    });

    Heard HearNow(LocalGroup group, in HeardMessage heard, MessageTrace? trace)
    {
        lock (group.FanOut)
        {
            var result = group.TryTake(heard, out var message, out var members, out var count);
            if (result == Heard.Taken)
                FanOut(group.Name, message, members, count, trace);
            return result;
        }
    }

    bool FillNow(LocalGroup group, IReadOnlyList<HeardMessage> fetched, GroupPosition last)
    {
        lock (group.FanOut)
        {
            var taken = new List<ChannelMessage>();
            var isDone = group.Fill(fetched, last, taken);
            foreach (var message in taken)
                FanOut(group.Name, message, group.Snapshot(out var count), count, trace: null);
            if (isDone is null)
                LoseNow(group);
            return isDone ?? true;
        }
    }

    void LoseNow(LocalGroup group)
    {
        lock (group.FanOut)
        {
            foreach (var membership in group.Lose())
            {
                var channel = membership.Channel;
                lock (channel)
                    channel.Remove(membership);
                TellLost(channel, group.Name);
            }
            if (group.IsChannel && _channels.TryGetValue(group.Name, out var receiver))
            {
                receiver.Floor = Numbering.Number;
                TellLost(receiver, group.Name);
            }
        }
    }

    void TellLost(LocalChannel channel, string name)
    {
        try
        {
            channel.Receiver.Lost(name);
        }
#pragma warning disable CA1031 // Whatever one receiver throws, the others must know too.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogReceiverThrew(_logger, exception, channel.Name, name);
        }
    }
}
