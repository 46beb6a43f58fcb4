namespace LiveGen.Redis;

/// <summary>What presence runs inside Redis: a mark and its key's count change in one step.</summary>
internal static class PresenceScripts
{
    /// <summary>
    /// KEYS: marks, counts, the node's groups. ARGV: field, value, key, group, how long groups and nodes are kept (ms).
    /// Returns 1 when the group did not have the key.
    /// </summary>
    public const string Add =
        """
        local first = 0
        if redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) == 1 and redis.call('HINCRBY', KEYS[2], ARGV[3], 1) == 1 then first = 1 end
        redis.call('PEXPIRE', KEYS[1], ARGV[5])
        redis.call('PEXPIRE', KEYS[2], ARGV[5])
        redis.call('SADD', KEYS[3], ARGV[4])
        redis.call('PEXPIRE', KEYS[3], ARGV[6])
        return first
        """;

    /// <summary>KEYS: marks, counts. ARGV: field, key. Returns 1 when that was the key's last mark.</summary>
    public const string Remove =
        """
        if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
        if redis.call('HINCRBY', KEYS[2], ARGV[2], -1) > 0 then return 0 end
        redis.call('HDEL', KEYS[2], ARGV[2])
        return 1
        """;

    /// <summary>KEYS: marks. Fields and values in turn.</summary>
    public const string List = "return redis.call('HGETALL', KEYS[1])";

    /// <summary>
    /// KEYS: nodes, the node's groups. ARGV: node, how much older than now its sign of life counts (ms), how long nodes are kept (ms).
    /// Returns 1 when the node was known: else it is forgotten, or about to be, and needs another name.
    /// </summary>
    public const string Beat =
        """
        local t = redis.call('TIME')
        local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
        redis.call('ZADD', KEYS[1], t[1] * 1000 + math.floor(t[2] / 1000) - ARGV[2], ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        redis.call('PEXPIRE', KEYS[2], ARGV[3])
        return known and 1 or 0
        """;

    /// <summary>
    /// KEYS: the node's groups. ARGV: prefix, how long groups are kept (ms), groups of which the node has marks. Returns those of them
    /// that Redis has lost.
    /// </summary>
    public const string Keep =
        """
        local lost = {}
        for i = 3, #ARGV do
          redis.call('SADD', KEYS[1], ARGV[i])
          redis.call('PEXPIRE', ARGV[1] .. ':c:' .. ARGV[i], ARGV[2])
          if redis.call('PEXPIRE', ARGV[1] .. ':g:' .. ARGV[i], ARGV[2]) == 0 then lost[#lost + 1] = ARGV[i] end
        end
        return lost
        """;

    /// <summary>
    /// KEYS: nodes, dead nodes. ARGV: prefix, after which silence a node is dead (ms), how long nodes are kept (ms). Forgets up to 50 groups
    /// of one dead node; returns nothing when there is none, else the node, then group and key in turn of who is gone with it.
    /// </summary>
    public const string Sweep =
        """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])) do
          redis.call('ZREM', KEYS[1], node)
          redis.call('ZADD', KEYS[2], now, node)
          redis.call('PEXPIRE', KEYS[2], ARGV[3])
        end
        local node = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
        if not node then return {} end
        local gone = {node}
        local groups = redis.call('SRANDMEMBER', ARGV[1] .. ':n:' .. node, 50)
        for _, group in ipairs(groups) do
          local marks, counts = ARGV[1] .. ':g:' .. group, ARGV[1] .. ':c:' .. group
          for _, field in ipairs(redis.call('HKEYS', marks)) do
            if string.sub(field, 1, #node + 1) == node .. ' ' then
              local key = string.match(field, '^%S+ %S+ (.*)$')
              redis.call('HDEL', marks, field)
              if redis.call('HINCRBY', counts, key, -1) <= 0 then
                redis.call('HDEL', counts, key)
                gone[#gone + 1] = group
                gone[#gone + 1] = key
              end
            end
          end
          redis.call('SREM', ARGV[1] .. ':n:' .. node, group)
        end
        if #groups == 0 then redis.call('ZREM', KEYS[2], node) end
        return gone
        """;
}
