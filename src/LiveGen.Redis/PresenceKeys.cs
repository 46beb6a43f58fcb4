namespace LiveGen.Redis;

/// <summary>Presence' names in Redis; <c>docs/redis.md</c> lists them. All of them expire by themselves.</summary>
internal sealed class PresenceKeys(string prefix)
{
    /// <summary>What the keys of groups and nodes begin with.</summary>
    public string Prefix { get; } = prefix + ":here";

    /// <summary>A sorted set: node to the time of its last sign of life.</summary>
    public string Nodes => Prefix + ":nodes";

    /// <summary>A sorted set of nodes that are being forgotten.</summary>
    public string Dead => Prefix + ":dead";

    /// <summary>A hash: <c>NODE ID KEY</c> to <c>SINCE META</c>.</summary>
    public string Marks(string group) => $"{Prefix}:g:{group}";

    /// <summary>A hash: key to the number of its marks.</summary>
    public string Counts(string group) => $"{Prefix}:c:{group}";

    /// <summary>A set: the groups in which a node has marks.</summary>
    public string GroupsOf(string node) => $"{Prefix}:n:{node}";
}
