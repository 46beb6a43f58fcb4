namespace LiveGen.Redis;

/// <summary>
/// What runs inside Redis, apart from <see cref="HistoryScripts"/>. Every message on the bus gets the next number in the same step
/// that publishes it, so numbers rise in the order in which all processes hear them.
/// </summary>
internal static class Scripts
{
    /// <summary>
    /// KEYS: list, counter, epoch. ARGV: capacity, message, bus, head ("queue thumbnails"). Returns 0 when it is full. A counter
    /// that is gone ends the epoch.
    /// </summary>
    public const string Enqueue =
        """
        if redis.call('LLEN', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
        redis.call('RPUSH', KEYS[1], ARGV[2])
        local n = redis.call('INCR', KEYS[2])
        if n == 1 then redis.call('DEL', KEYS[3]) end
        redis.call('PUBLISH', ARGV[3], 'lg1 ' .. ARGV[4] .. ' n=' .. string.format('%.0f', n) .. '\n')
        return 1
        """;

    /// <summary>KEYS: list. All that stands in it.</summary>
    public const string ReadKeyRing = "return redis.call('LRANGE', KEYS[1], 0, -1)";

    /// <summary>
    /// KEYS: list. ARGV: a Data Protection key, how many elements its maker has seen. Processes that start together each make
    /// one, and only the first is added: the others read it then.
    /// </summary>
    public const string AddKey =
        """
        if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[2]) then return 0 end
        return redis.call('RPUSH', KEYS[1], ARGV[1])
        """;

    /// <summary>KEYS: list. ARGV: what is added to the key ring in any case, such as a revocation.</summary>
    public const string AddToKeyRing = "return redis.call('RPUSH', KEYS[1], ARGV[1])";

    /// <summary>KEYS: list. Takes the next message, or nil.</summary>
    public const string Dequeue = "return redis.call('LPOP', KEYS[1])";

    /// <summary>KEYS: list. ARGV: a message that was taken and then not handed out; it goes back to where it was.</summary>
    public const string PutBack = "return redis.call('LPUSH', KEYS[1], ARGV[1])";
}
