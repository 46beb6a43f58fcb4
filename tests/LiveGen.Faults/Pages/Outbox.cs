using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Nodes;

namespace LiveGen.Faults.Pages;

/// <summary>
/// Callbacks on their way: in order, each sent once, and again only where the server says that it has not begun it, or where running
/// it twice does no harm.
/// </summary>
sealed class Outbox(CallbackBook book, TimeProvider time)
{
    /// <summary>How long a call waits for a connection.</summary>
    static readonly TimeSpan s_age = TimeSpan.FromSeconds(10);

    /// <summary>How long the page waits for the answer.</summary>
    static readonly TimeSpan s_answer = TimeSpan.FromSeconds(30);

    readonly SortedDictionary<long, Call> _calls = [];
    long _lastId;

    /// <summary>Calls that were sent and not answered.</summary>
    public bool HasUnanswered => _calls.Values.Any(call => call.IsSent);

    /// <summary>These, and those that wait for a connection.</summary>
    public bool HasAny => _calls.Count > 0;

    /// <summary>Adds a call of this message: <see cref="Echo"/> or <see cref="Repeat"/>.</summary>
    public void Add(string name, string key)
    {
        var call = new Call(name, key, time.GetTimestamp());
        book.Called(key, call.MayRepeat);
        _calls.Add(++_lastId, call);
    }

    /// <summary>Gives all that may go out now; each counts as sent.</summary>
    public IEnumerable<(long Id, string Name, string Key)> TakeUnsent()
    {
        foreach (var (id, call) in _calls)
        {
            if (call.IsSent)
                continue;
            (call.IsSent, call.Since) = (true, time.GetTimestamp());
            yield return (id, call.Name, call.Key);
        }
    }

    public void Answered(long id, string status)
    {
        if (status == "lost" && _calls.TryGetValue(id, out var call) && call.MayRepeat)
        {
            // Another call to the server, which does not run one of this number again.
            _calls.Remove(id);
            call.IsSent = false;
            _calls.Add(++_lastId, call);
            return;
        }
        Settle(id, status switch
        {
            "ok" => Told.Done,
            "lost" => Told.Lost,
            _ => Told.Failed,
        });
    }

    /// <summary>The same node has the session still: what it has not begun to handle is sent again.</summary>
    public void Resumed(long lastCallback)
    {
        foreach (var (_, call) in _calls.Where(entry => entry.Key > lastCallback))
            call.IsSent = false;
    }

    /// <summary>Nobody knows what became of those that were sent: they go out again where they may, of the others the page is told. True when there were such.</summary>
    public bool GiveUpSent()
    {
        foreach (var (_, call) in _calls.Where(entry => entry.Value.MayRepeat))
            call.IsSent = false;
        return GiveUp(call => call.IsSent);
    }

    public void GiveUpAll() => GiveUp(_ => true);

    /// <summary>Time passes.</summary>
    public void Tick() => GiveUp(call => time.GetElapsedTime(call.Since) > (call.IsSent ? s_answer : s_age));

    bool GiveUp(Func<Call, bool> which)
    {
        var lost = _calls.Where(entry => which(entry.Value)).Select(entry => entry.Key).ToArray();
        foreach (var id in lost)
            Settle(id, Told.Lost);
        return lost.Length > 0;
    }

    void Settle(long id, Told told)
    {
        if (_calls.Remove(id, out var call))
            book.Answered(call.Key, told);
    }

    sealed class Call(string name, string key, long since)
    {
        public string Name { get; } = name;

        public bool MayRepeat => Name == nameof(Repeat);

        public string Key { get; } = key;

        public bool IsSent { get; set; }

        public long Since { get; set; } = since;
    }
}
