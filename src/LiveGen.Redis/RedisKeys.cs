namespace LiveGen.Redis;

/// <summary>The names that LiveGen uses in Redis; <c>docs/redis.md</c> lists them.</summary>
internal sealed class RedisKeys(string prefix)
{
    /// <summary>The pub/sub channel that every process listens to.</summary>
    public string Bus { get; } = prefix + ":bus";

    /// <summary>Counts the messages on the bus.</summary>
    public string Counter { get; } = prefix + ":n";

    /// <summary>The epoch, the server's run and the evicted keys for which it holds.</summary>
    public string Epoch { get; } = prefix + ":e";

    /// <summary>The first number of each of the last hours, and the last probe's.</summary>
    public string Marks { get; } = prefix + ":marks";

    /// <summary>The list of ASP.NET Data Protection's keys.</summary>
    public string KeyRing { get; } = prefix + ":keys";

    /// <summary>A work queue's list; the next message is its left end.</summary>
    public string Queue(string name) => $"{prefix}:queue:{name}";

    /// <summary>Where a group, or a channel, stands: the epoch, the last number, the bytes of its list.</summary>
    public string Last(string name, bool isChannel) => isChannel ? $"{prefix}:p:channel:{name}" : $"{prefix}:p:{name}";

    /// <summary>The latest messages of a group, or of a channel: a list, the latest at its right end.</summary>
    public string History(string name, bool isChannel) => isChannel ? $"{prefix}:h:channel:{name}" : $"{prefix}:h:{name}";
}
