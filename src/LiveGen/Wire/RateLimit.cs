namespace LiveGen.Wire;

/// <summary>A token bucket: a burst at once, then so many per second. One field of time and one of tokens.</summary>
struct RateLimit(LiveGenOptions options, TimeProvider time)
{
    double _tokens = options.MessageBurst;
    long _last = time.GetTimestamp();

    /// <summary>Takes one token; false when there is none.</summary>
    public bool TryTake(LiveGenOptions options, TimeProvider time)
    {
        var now = time.GetTimestamp();
        var earned = time.GetElapsedTime(_last, now).TotalSeconds * options.MessagesPerSecond;
        _last = now;
        _tokens = Math.Min(options.MessageBurst, _tokens + earned);
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
