using LiveGen.Wire;

namespace LiveGen.Channels;

/// <summary>One message as a layer of many processes hears it: numbered elsewhere, with its group's number before.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Previous">The number of the group's message before it; 0 when none is known.</param>
/// <param name="Id">The same when a publisher had to send it twice; 0 when it has none.</param>
/// <param name="Payload">The bytes.</param>
internal readonly record struct HeardMessage(GroupPosition Position, long Previous, ulong Id, ReadOnlyMemory<byte> Payload);

/// <summary>What became of a heard message.</summary>
internal enum Heard
{
    /// <summary>Nobody here asks for it, or it was there already.</summary>
    Dropped,

    /// <summary>It waits until what came before it is there.</summary>
    Parked,

    /// <summary>The first that waits: what came before it has to be fetched.</summary>
    Gap,

    /// <summary>It is for the members.</summary>
    Taken,
}

// How a layer of many processes feeds it: numbers come from outside, and may be missing. The caller holds FanOut.
internal sealed partial class LocalGroup
{
    // What may wait for a gap to be filled. More is dropped: it is fetched with the rest.
    const int MaxParked = 64;

    List<HeardMessage>? _parked;

    // Somebody has found since the fetching began that messages are missing: they may not be in what is fetched.
    bool _lacksMore;

    /// <summary>The number up to which all of the group's messages have been heard.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
            {
                Begin();
                return _last;
            }
        }
    }

    public Heard TryTake(in HeardMessage heard, out ChannelMessage message, out LocalMembership[] members, out int count)
    {
        (message, members, count) = (null!, [], 0);
        lock (_gate)
        {
            if (_isDead || !_hasBegun && !table.AreChannels)
                return Heard.Dropped;
            Begin();
            if (heard.Position.Number <= _last || heard.Position.Epoch != table.Numbering.Epoch)
                return Heard.Dropped;
            if (_parked is not null)
            {
                if (_parked.Count < MaxParked)
                    _parked.Add(heard);
                return Heard.Parked;
            }
            if (heard.Previous > _last)
            {
                _parked = [heard];
                return Heard.Gap;
            }
            if (Accept(heard) is not { } accepted)
                return Heard.Dropped;
            message = accepted;
            members = Snapshot(out count);
            return Heard.Taken;
        }
    }

    /// <summary>Says that messages are missing; false when somebody fetches them already, or the group has ended.</summary>
    public bool TryBeginFill()
    {
        lock (_gate)
        {
            if (_isDead)
                return false;
            _lacksMore = _parked is not null;
            _parked ??= [];
            return !_lacksMore;
        }
    }

    /// <summary>The next messages out of what was fetched and what waits; those that do not follow are left.</summary>
    /// <returns>Whether all that is known of has been taken; null when there is a gap in what was fetched, too.</returns>
    public bool? Fill(IReadOnlyList<HeardMessage> fetched, GroupPosition last, List<ChannelMessage> taken)
    {
        lock (_gate)
        {
            if (_isDead)
                return true;
            // Only up to where the bus has been heard: who joins meanwhile, joins there and counts on the rest.
            var heardUpTo = table.Numbering.Position;
            if (last.Epoch != heardUpTo.Epoch)
                return false; // read before the epoch changed: this is another group of that name
            foreach (var heard in fetched)
                if (heard.Position.Number <= heardUpTo.Number && !Follows(heard, taken))
                    return null;
            if (_last < last.Number && last.Number <= heardUpTo.Number)
                return null; // it was sent, and is not among what is kept
            var parked = _parked ?? [];
            foreach (var heard in parked)
                if (!Follows(heard, taken))
                    return false; // more was sent since the fetching
            _parked = parked.Count >= MaxParked || _lacksMore ? [] : null; // some may have been dropped
            _lacksMore = false;
            return _parked is null;
        }
    }

    /// <summary>Puts in front what the others have kept: all that was sent to the group above a number.</summary>
    /// <param name="older">What they have kept.</param>
    /// <param name="floor">The number.</param>
    /// <param name="asOf">Where the layer stood before they were asked: what came later, this group must have heard itself.</param>
    public void Extend(IReadOnlyList<HeardMessage> older, long floor, long asOf)
    {
        lock (_gate)
        {
            Begin();
            if (_isDead || floor >= _floor || _floor > asOf)
                return;
            var history = new GroupHistory();
            foreach (var heard in older.Where(heard => heard.Position.Number <= _floor))
                if (heard.Id == 0 || !history.Has(heard.Id))
                    history.Add(Message(heard), Keeper.Now, heard.Id);
            if (_history is { } kept)
                history.Add(kept);
            _history = history.Count == 0 ? null : history;
            _floor = floor;
            Limit();
        }
    }

    /// <summary>Ends the group, for messages are missing for good; returns who was in it.</summary>
    public IReadOnlyList<LocalMembership> Lose()
    {
        lock (_gate)
        {
            if (_isDead)
                return [];
            _isDead = true;
            LocalMembership[] members = [.. _members];
            _members.Clear();
            foreach (var membership in members)
                membership.HasLeft = true;
            (_history, _parked) = (null, null);
            Weigh();
            table.Drop(this);
            return members;
        }
    }

    bool Follows(in HeardMessage heard, List<ChannelMessage> taken)
    {
        if (heard.Position.Number <= _last)
            return true;
        if (heard.Previous > _last)
            return false;
        if (Accept(heard) is { } message)
            taken.Add(message);
        return true;
    }

    // Null when it is the second of two that a publisher sent because it could not know of the first.
    ChannelMessage? Accept(in HeardMessage heard)
    {
        if (heard.Id != 0 && _history is { } history && history.Has(heard.Id))
        {
            _last = heard.Position.Number;
            return null;
        }
        var message = Message(heard);
        Keep(message, heard.Id);
        return message;
    }

    ChannelMessage Message(in HeardMessage heard) => new(table.AreChannels ? null : name, heard.Payload, heard.Position);
}
