namespace LiveGen.Redis;

/// <summary>The names that LiveGen uses in Redis; <c>docs/redis.md</c> lists them.</summary>
internal sealed class RedisKeys(string prefix)
{
    /// <summary>The pub/sub channel that every process listens to.</summary>
    public string Bus { get; } = prefix + ":bus";

    /// <summary>Counts the messages on the bus.</summary>
    public string Counter { get; } = prefix + ":n";

    /// <summary>The list of ASP.NET Data Protection's keys.</summary>
    public string KeyRing { get; } = prefix + ":keys";

    /// <summary>A work queue's list; the next message is its left end.</summary>
    public string Queue(string name) => $"{prefix}:queue:{name}";
}
