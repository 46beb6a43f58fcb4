using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>What became of an attempt to take a session over.</summary>
enum Takeover : byte
{
    /// <summary>The connection speaks for the session now.</summary>
    Taken,

    /// <summary>A still newer connection does.</summary>
    Superseded,

    /// <summary>The session has ended for good.</summary>
    Ended,
}

/// <summary>
/// What outlives a connection in this process: the frames to one page alone that it may not have got, and how far its callbacks are. One
/// connection at a time speaks for it.
/// </summary>
sealed class Session(Sessions sessions, string channel, string incarnation, UInt128 user, PageKey key, Connection owner)
{
    // What keeping a frame costs beside its bytes: its place in the queue and the array's head.
    const int EntryBytes = 48;

    readonly Lock _gate = new();
    Connection? _owner = owner;
    Connection? _next;
    Queue<ReadOnlyMemory<byte>>? _kept;
    int _keptBytes;
    long _count;
    long _running;
    bool _ended;

    public string Channel => channel;

    /// <summary>Which of the sessions of this channel.</summary>
    public string Incarnation => incarnation;

    /// <summary>Who looks at the page.</summary>
    public UInt128 User => user;

    /// <summary>The page's key; another one when the page has rendered itself again.</summary>
    public PageKey Key { get; set; } = key;

    /// <summary>Whether its consumer sends to the page outside of its calls.</summary>
    public bool SendsDirectly { get; set; }

    /// <summary>The groups of its latest connection; locked by itself.</summary>
    public Places? Places { get; set; }

    /// <summary>Those groups, and where it joined them.</summary>
    public KeyValuePair<string, GroupPosition>[] Floors()
    {
        if (Places is not { } places)
            return [];
        lock (places)
            return [.. places.All.ToArray().Select(place => KeyValuePair.Create(place.Key, place.Value.Floor))];
    }

    /// <summary>The highest callback that began to be handled.</summary>
    public long LastCallback { get; private set; }

    /// <summary>When the latest connection was lost; 0 while there is one.</summary>
    public long LostAt { get; private set; }

    /// <summary>Sends a frame that both sides count; false when the page's queue is full.</summary>
    /// <param name="by">The connection; another one than that which speaks for the session is not heard any more.</param>
    /// <param name="outbound">Its sending half; null when it takes nothing any more.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="acked">The callback that it answers.</param>
    /// <param name="question">What goes out ahead of it, uncounted.</param>
    public bool Send(Connection by, Outbound? outbound, ReadOnlyMemory<byte> frame, long acked, ReadOnlyMemory<byte> question)
    {
        // Under one lock, so that frames are counted in the order in which they go out.
        lock (_gate)
        {
            if (_owner != by)
                return true;
            if (acked == _running)
                _running = 0;
            Count(frame);
            return outbound?.TrySend(frame, question) ?? true;
        }
    }

    /// <summary>Notes that a callback begins to be handled.</summary>
    public void Begin(Connection by, long callback)
    {
        lock (_gate)
        {
            if (_owner == by)
                (_running, LastCallback) = (callback, Math.Max(LastCallback, callback));
        }
    }

    /// <summary>Forgets the frames that the page has; false when it says that it has more than were sent.</summary>
    public bool Seen(long count)
    {
        lock (_gate)
        {
            while (_kept is not null && _count - _kept.Count < count)
                DropOldest();
            return count <= _count;
        }
    }

    /// <summary>The frames behind those that the page has; null when not all of them are there any more.</summary>
    public ReadOnlyMemory<byte>[]? After(long seen)
    {
        lock (_gate)
        {
            if (seen > _count || seen < _count - (_kept?.Count ?? 0))
                return null;
            Seen(seen);
            return _kept?.ToArray() ?? [];
        }
    }

    /// <summary>Makes a connection the one that speaks for the session, once the consumer of the one before has ended.</summary>
    public async Task<Takeover> TakeOverAsync(Connection by, OpenSockets sockets)
    {
        Connection? old;
        lock (_gate)
        {
            _next = by;
            old = _owner;
        }
        if (old is not null)
        {
            await old.ReplaceAsync().WaitAsync(sockets.Options.CloseTimeout, sockets.Time)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            old.CloseChannel();
        }
        lock (_gate)
        {
            if (_next != by)
                return Takeover.Superseded;
            _next = null;
            if (_ended || old is { EndsSession: true } && _owner == old)
                return Takeover.Ended;
            if (_running != 0) // cut off, or still at it: nobody will hear of its end
                Count(ServerFrames.AckLost(_running));
            _running = 0;
            _owner = by;
            if (LostAt != 0)
                sessions.NoteFound();
            LostAt = 0;
            return Takeover.Taken;
        }
    }

    /// <summary>The connection is over. What is kept waits for the next one, or goes.</summary>
    public void Leave(Connection by, bool keep)
    {
        lock (_gate)
        {
            if (_owner != by)
                return;
            _owner = null;
            if (keep && _next is not null)
                return;
            LostAt = sessions.Now;
        }
        if (keep)
            sessions.NoteLost(this);
        else
            sessions.End(this);
    }

    /// <summary>Whether nobody has come back since then.</summary>
    public bool IsLostSince(long at)
    {
        lock (_gate)
            return LostAt == at && _owner is null && _next is null && !_ended;
    }

    /// <summary>Ends it for good; see <see cref="Sessions.End"/>.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _ended = true;
            DropAll();
        }
    }

    void Count(ReadOnlyMemory<byte> frame)
    {
        _count++;
        if (_ended)
            return;
        var bytes = frame.Length + EntryBytes;
        if (bytes > sessions.Options.ResumeBufferBytes || !sessions.TryReserve(bytes))
        {
            DropAll();
            return;
        }
        (_kept ??= new Queue<ReadOnlyMemory<byte>>()).Enqueue(frame);
        _keptBytes += bytes;
        while (_kept is not null && (_kept.Count > sessions.Options.ResumeBufferFrames || _keptBytes > sessions.Options.ResumeBufferBytes))
            DropOldest();
    }

    void DropOldest()
    {
        var bytes = _kept!.Dequeue().Length + EntryBytes;
        _keptBytes -= bytes;
        sessions.Release(bytes);
        if (_kept.Count == 0)
            _kept = null;
    }

    void DropAll()
    {
        sessions.Release(_keptBytes);
        _keptBytes = 0;
        _kept = null;
    }
}
