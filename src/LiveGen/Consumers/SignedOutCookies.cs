namespace LiveGen.Consumers;

/// <summary>
/// Cookies that were signed out a moment ago, as hashes. A cookie holds until its browser has forgotten it; a page that is told to
/// connect anew before the answer to the signing out has come would be let in with it.
/// </summary>
sealed class SignedOutCookies(TimeProvider time)
{
    internal const int Max = 10_000;

    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    readonly Lock _gate = new();
    readonly HashSet<string> _cookies = new(StringComparer.Ordinal);
    readonly Queue<(string Cookie, long At)> _order = new();

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _order.Count == 0;
        }
    }

    public void Add(string cookie)
    {
        lock (_gate)
        {
            ForgetOld();
            if (!_cookies.Add(cookie))
                return;
            _order.Enqueue((cookie, time.GetTimestamp()));
            if (_order.Count > Max)
                _cookies.Remove(_order.Dequeue().Cookie);
        }
    }

    public bool Contains(string cookie)
    {
        lock (_gate)
        {
            ForgetOld();
            return _cookies.Contains(cookie);
        }
    }

    void ForgetOld()
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Kept)
            _cookies.Remove(_order.Dequeue().Cookie);
    }
}
