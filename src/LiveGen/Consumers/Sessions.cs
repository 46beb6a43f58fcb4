using System.Collections.Concurrent;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// The sessions of this process: those with a connection, and for <see cref="LiveGenOptions.ResumeWindow"/> those that have lost
/// theirs. All that they keep is bounded; what gives way makes a page render itself again.
/// </summary>
sealed class Sessions(LiveGenOptions options, TimeProvider time)
{
    // Entries of sessions that have come back stay in line until their time is over; a page that does so all the time does not fill it.
    const int EntriesPerLost = 4;

    readonly ConcurrentDictionary<string, Session> _known = new(StringComparer.Ordinal);
    readonly Queue<(Session Session, long At)> _lost = new();
    long _bytes;
    int _lostCount;

    public LiveGenOptions Options => options;

    public long Now => time.GetTimestamp();

    public Session? Find(string channel) => _known.GetValueOrDefault(channel);

    /// <summary>Adds a session; false when there is one of this channel.</summary>
    public bool TryAdd(Session session) => _known.TryAdd(session.Channel, session);

    /// <summary>Ends a session for good.</summary>
    public void End(Session session)
    {
        _known.TryRemove(KeyValuePair.Create(session.Channel, session));
        session.Forget();
    }

    /// <summary>A session has lost its connection; the oldest of too many ends.</summary>
    public void NoteLost(Session session)
    {
        lock (_lost)
        {
            _lost.Enqueue((session, session.LostAt));
            Interlocked.Increment(ref _lostCount);
            while (Volatile.Read(ref _lostCount) > options.MaxLostSessions || _lost.Count > EntriesPerLost * options.MaxLostSessions)
                EndOldest();
        }
    }

    /// <summary>A connection has come back to a session that was lost.</summary>
    public void NoteFound() => Interlocked.Decrement(ref _lostCount);

    /// <summary>Ends the sessions to which nobody has come back in time.</summary>
    public void EndOld(long now)
    {
        lock (_lost)
        {
            while (_lost.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= options.ResumeWindow)
                EndOldest();
        }
    }

    /// <summary>Room for so many bytes more; false when there is none.</summary>
    public bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= options.MaxResumeBytes)
            return true;
        Release(bytes);
        return false;
    }

    public void Release(int bytes) => Interlocked.Add(ref _bytes, -bytes);

    void EndOldest()
    {
        var (session, at) = _lost.Dequeue();
        if (!session.IsLostSince(at))
            return;
        NoteFound();
        End(session);
    }
}
