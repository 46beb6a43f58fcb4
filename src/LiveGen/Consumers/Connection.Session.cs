using System.Security.Cryptography;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// What outlives the connection: the page's session, which hello begins or comes back to.
sealed partial class Connection
{
    static readonly Beginning s_nowhere = new(default, null);

    SessionClaim? _claim;
    Session? _session;
    Beginning _beginning = s_nowhere;
    Resumption _resumed;
    ReadOnlyMemory<byte>[] _unseen = [];
    volatile bool _isWelcomed;

    // Callbacks up to this one were begun before the page came back.
    long _handledBefore;

    /// <summary>Whether the page comes back, with what it shows.</summary>
    public bool IsResumed => _beginning.Groups is not null;

    /// <summary>Ends the socket with 4410, and the consumer's connecting with it.</summary>
    public ReRenderException ReRender(string reason, string why)
    {
        if (Close(CloseCodes.ReRender, "re-render"))
        {
            LiveGenMeter.ReRendered(ConsumerType, reason);
            ConsumersLog.ReRender(_sockets.Log, ConsumerType, ChannelName, why);
        }
        return new ReRenderException(why);
    }

    // Finds or makes the session and opens its channel; false when the socket is being closed.
    async ValueTask<bool> BeginAsync()
    {
        var claim = _claim;
        _claim = null;
        return claim switch
        {
            null => Open(),
            { At: null } => await ComeBackAsync(claim, claim.Resume!),
            { At: { } at } => await BeginAtAsync(claim, at),
        };
    }

    // The first connect of a page, or the first one after it rendered itself again.
    async ValueTask<bool> BeginAtAsync(SessionClaim claim, string signed)
    {
        if (RenderMoment.Read(_key, signed) is not { } at)
            return Refuses("its moment of render is not this page's");
        _beginning = at.IsNone ? Beginning.Unknown : new Beginning(at, null);
        // What the page was sent alone cannot go on either from a moment that is not known.
        if (_beginning.IsUnknown || claim.Resume is not { } resume || _sockets.Sessions.Find(ResumeToken.ChannelOf(resume)) is not { } session
            || ResumeToken.Read(session.Key, _path!, resume) is not { } token
            || token.Incarnation != session.Incarnation || session.User != UserFingerprint.Of(User))
            return Open();
        var taken = await session.TakeOverAsync(this, _sockets);
        if (taken == Takeover.Superseded)
            return Superseded();
        if (taken == Takeover.Ended || session.After(claim.Seen) is not { } unseen)
        {
            _sockets.Sessions.End(session);
            return Open();
        }
        session.Key = _key;
        GoOn(session, unseen);
        return await OpenAsync(at, at);
    }

    async ValueTask<bool> ComeBackAsync(SessionClaim claim, string resume)
    {
        if (ResumeToken.Read(_key, _path!, resume) is not { } token)
            return Refuses("its token to come back with is not this page's");
        while (true)
        {
            if (_sockets.Sessions.Find(token.Channel) is not { } session)
            {
                if (token.SendsDirectly)
                    return Refuses("what was sent to it beside the calls is not here", ReRenderReason.History);
                session = NewSession(token.Channel);
                if (!_sockets.Sessions.TryAdd(session))
                    continue;
                _session = session;
                _resumed = Resumption.Groups;
                return await ComeBackAsync(token.Groups, claim, token.Channel);
            }
            var taken = await session.TakeOverAsync(this, _sockets);
            if (taken == Takeover.Superseded)
                return Superseded();
            if (taken == Takeover.Ended || session.Incarnation != token.Incarnation)
            {
                _sockets.Sessions.End(session);
                continue;
            }
            _session = session;
            if (session.After(claim.Seen) is not { } unseen)
                return Refuses("it lacks frames that were too many to keep", ReRenderReason.History);
            GoOn(session, unseen);
            return await ComeBackAsync(session.Floors(), claim, token.Channel);
        }
    }

    async ValueTask<bool> ComeBackAsync(IEnumerable<KeyValuePair<string, GroupPosition>> floors, SessionClaim claim, string channel)
    {
        if (Beginning.Of(floors, claim.Positions, out var why) is not { } beginning)
            return Refuses(why!);
        if (!beginning.TryFind(channel, out var own) || own.From.IsNone)
            return Refuses("its token does not say where its channel was");
        _beginning = beginning;
        ChannelName = channel;
        return await OpenAsync(own.Floor, own.From);
    }

    void GoOn(Session session, ReadOnlyMemory<byte>[] unseen)
    {
        _session = session;
        _resumed = Resumption.All;
        _unseen = unseen;
        _handledBefore = session.LastCallback;
        ChannelName = session.Channel;
    }

    // First the welcome, then what was counted and not seen, then what the consumer has sent and collected while it connected.
    void Welcome(CommandBatch collected)
    {
        KeyValuePair<string, GroupPosition>[] positions;
        lock (_places)
        {
            _groupsTold = true;
            if (_session is { } session)
                session.Places = _places;
            positions = [.. from place in _places.All.ToArray() where !place.Value.Told.IsNone select KeyValuePair.Create(place.Key, place.Value.Told)];
        }
        lock (_calling)
        {
            Send(new WelcomeFrame(ChannelName, _sockets.Options.HeartbeatInterval)
            {
                Resume = Token(),
                Positions = positions,
                Resumed = _resumed,
                LastCallback = _handledBefore,
            }.ToBytes());
            foreach (var frame in _unseen)
                Send(frame);
            _unseen = [];
            _isWelcomed = true;
        }
        foreach (var batch in TakeBatches() ?? [])
            SendCounted(batch.Frame);
        SendCollected(collected);
    }

    Session NewSession(string channel) =>
        new(_sockets.Sessions, channel, RandomNumberGenerator.GetHexString(8, lowercase: true), UserFingerprint.Of(User), _key, this);

    bool Refuses(string why, string reason = ReRenderReason.Claim)
    {
        ReRender(reason, why);
        return false;
    }

    bool Superseded()
    {
        Close(CloseCodes.Replaced, "replaced");
        return false;
    }
}
