using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// The groups of the session, and where its page stands in them.
sealed partial class Connection
{
    // So many messages that are nothing to the page, and it is told without waiting for the next ping.
    const int MostSilent = 64;

    // The groups that the consumer has joined, and the channel itself; locked by itself.
    readonly Places _places = new();

    // What the page has not been told yet; none for a group that was left.
    Dictionary<string, GroupPosition>? _changes;

    // Whether the welcome names those that are there; locked with them.
    bool _groupsTold;

    /// <summary>How many groups the consumer is in.</summary>
    public int GroupCount
    {
        get
        {
            lock (_places)
                return _places.Contains(ChannelName) ? _places.Count - 1 : _places.Count;
        }
    }

    public bool IsIn(string group)
    {
        lock (_places)
            return _places.Contains(group);
    }

    /// <summary>Joins a group; while the consumer connects, where its page begins or left off.</summary>
    /// <exception cref="ReRenderException">What the page has missed cannot be played again.</exception>
    public async ValueTask JoinAsync(string group, CancellationToken cancellationToken)
    {
        // A socket that has ended has left its groups for good: no error, its method just need not go on.
        Ended.ThrowIfCancellationRequested();
        if (IsIn(group))
            return;
        var (floor, stands) = await AddAsync(group, cancellationToken);
        lock (_places)
        {
            _places.Set(group, new Place(floor, stands, 0));
            if (!_groupsTold)
                return;
            (_changes ??= new(StringComparer.Ordinal))[group] = stands;
        }
        if (!IsInCall)
            TellGroups();
    }

    public async ValueTask LeaveAsync(string group, CancellationToken cancellationToken)
    {
        await _sockets.Channels.GroupDiscardAsync(group, ChannelName, cancellationToken);
        lock (_places)
        {
            if (!_places.Remove(group) || !_groupsTold)
                return;
            (_changes ??= new(StringComparer.Ordinal))[group] = default;
        }
        if (!IsInCall)
            TellGroups();
    }

    async ValueTask<(GroupPosition Floor, GroupPosition Stands)> AddAsync(string group, CancellationToken cancellationToken)
    {
        var found = default((GroupPosition Floor, GroupPosition From));
        if (!_isWelcomed && !_beginning.TryFind(group, out found) && !ChannelNames.IsEphemeral(group))
            throw ReRender(ReRenderReason.Groups, $"it joins {group}, which it was not in");
        if (found.From.IsNone || ChannelNames.IsEphemeral(group))
        {
            if (!_isWelcomed && IsResumed && !ChannelNames.IsEphemeral(group))
                throw ReRender(ReRenderReason.Groups, $"where it was in {group} is not known");
            var joined = await _sockets.Channels.GroupAddAsync(group, ChannelName, cancellationToken);
            // Where the layer has still not heard from the others, the member is told when it does.
            if (!_isWelcomed && _beginning.IsUnknown && !joined.IsNone)
                throw ReRender(ReRenderReason.History, $"what was sent to {group} since the page was rendered is not known");
            return (joined, joined);
        }
        return await _sockets.Channels.GroupAddAsync(group, ChannelName, found.From, cancellationToken) is { } stands
            ? (found.Floor, stands)
            : throw ReRender(ReRenderReason.History, $"the history of {group} does not reach back");
    }

    /// <summary>The groups in which the page was and the consumer, which has connected, is not.</summary>
    public IReadOnlyCollection<string> GroupsNotJoined()
    {
        lock (_places)
            return [.. _beginning.Groups?.Keys.Where(group => !_places.Contains(group)) ?? []];
    }

    // Ahead of everything that the call sends: who has that also knows the groups.
    void TellGroups()
    {
        if (_changes is null || !_isWelcomed)
            return;
        Dictionary<string, GroupPosition>? changes;
        lock (_places)
        {
            changes = _changes;
            _changes = null;
        }
        if (changes is not null && Token() is { } token)
            Send(ServerFrames.Groups(token, changes));
    }

    // What the page comes back with: null when it has nothing to do so, empty when its groups are too many for a hello.
    string? Token()
    {
        // Hello brings it back, and a position for each group, which is about as long.
        const int PartOfFrame = 4;
        if (_session is not { } session)
            return null;
        _toldDirect = session.SendsDirectly |= _endpoint.Contract.SendsDirectly;
        string token;
        lock (_places)
            token = new ResumeToken(ChannelName, session.Incarnation, session.SendsDirectly,
                from place in _places.All.ToArray()
                where !place.Value.Floor.IsNone || ChannelNames.IsEphemeral(place.Key)
                select KeyValuePair.Create(place.Key, place.Value.Floor)).Sign(_key, _path!);
        var room = _sockets.Options.MaxFrameBytes / PartOfFrame;
        // One that does not name them is good where they are known; anywhere else the page would be without some, and not know.
        return token.Length <= room ? token
            : token.Length <= 2 * room ? new ResumeToken(ChannelName, session.Incarnation, SendsDirectly: true, []).Sign(_key, _path!)
            : "";
    }

    // A message of a group was nothing to the page, and all before it have been sent.
    void NoteSilent(ChannelMessage message)
    {
        if (message.Position.IsNone || _session is null)
            return;
        var group = message.Group ?? ChannelName;
        lock (_places)
        {
            if (_places.Find(group) is not { } place
                || place.Told.Epoch == message.Position.Epoch && place.Told.Number >= message.Position.Number)
                return;
            var tell = place.Silent + 1 >= MostSilent;
            _places.Set(group, place with { Told = message.Position, Silent = tell ? 0 : place.Silent + 1 });
            if (!tell)
                return;
        }
        Send(ServerFrames.PingAt([KeyValuePair.Create(group, message.Position)]));
    }

    // With where the page stands, as far as it does not know.
    ReadOnlyMemory<byte> PingFrame()
    {
        List<KeyValuePair<string, GroupPosition>>? news = null;
        lock (_places)
        {
            foreach (var (group, place) in _places.All)
            {
                if (place.Silent == 0)
                    continue;
                _places.Set(group, place with { Silent = 0 });
                (news ??= []).Add(KeyValuePair.Create(group, place.Told));
            }
        }
        return news is null ? ServerFrames.Ping : ServerFrames.PingAt(news);
    }
}
