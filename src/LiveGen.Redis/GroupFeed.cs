using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;

namespace LiveGen.Redis;

/// <summary>
/// Brings what the bus delivers to groups and channels; called by one thread. It keeps the epoch: when Redis cannot vouch any
/// more for what was sent, all members are told, and nothing of before counts.
/// </summary>
internal sealed class GroupFeed(LocalChannels local, GapFiller gaps, ILogger logger)
{
    const int MaxPast = 16;

    // Epochs that are over. A message of theirs that comes late must not bring one back.
    readonly Queue<ulong> _past = new(MaxPast);

    public void Take(BusMessage message)
    {
        if (message.Epoch != 0 && !Note(message.Position))
            return;
        if (message.Kind is BusKind.Group or BusKind.Channel)
            Deliver(message, message.Kind == BusKind.Channel);
    }

    void Deliver(BusMessage message, bool isChannel)
    {
        if (message.IsKept && (isChannel || !ChannelNames.IsEphemeral(message.Name)))
        {
            var heard = new HeardMessage(message.Position, message.Previous, message.Id, message.Payload);
            if (local.Hear(message.Name, isChannel, heard, message.Trace) == Heard.Gap)
                gaps.Begin(message.Name, isChannel);
        }
        else if (isChannel)
        {
            local.PassToChannel(message.Name, message.Payload, message.Trace);
        }
        else
        {
            local.PassToGroup(message.Name, message.Payload, message.Trace);
        }
    }

    // The position first: who joins from here on, joins behind this message. False for one of an epoch that is over.
    bool Note(GroupPosition position)
    {
        var before = local.Numbering.Epoch;
        if (position.Epoch != before && _past.Contains(position.Epoch))
            return false;
        local.Numbering.MoveTo(position);
        if (position.Epoch == before)
            return true;
        if (before != 0)
        {
            logger.EpochChanged();
            if (_past.Count == MaxPast)
                _past.Dequeue();
            _past.Enqueue(before);
        }
        // Before the first epoch nothing was ever heard; who joined a group by then did so without Redis.
        local.LoseAll(alsoChannels: before != 0);
        return true;
    }
}
