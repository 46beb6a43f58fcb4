namespace LiveGen.Faults.Running;

/// <summary>Where the nodes of a run keep what they share.</summary>
enum Layer
{
    /// <summary>One node, in memory.</summary>
    Memory,

    /// <summary>A Redis that keeps nothing when it ends.</summary>
    Redis,

    /// <summary>A Redis that writes every command to disk before it answers.</summary>
    RedisAof,
}

/// <summary>The world of one run.</summary>
sealed record Setup
{
    public Layer Layer { get; init; } = Layer.Redis;

    public int Nodes { get; init; } = 2;

    /// <summary>Pages whose way to the servers is never disturbed.</summary>
    public int Pages { get; init; } = 200;

    /// <summary>Pages behind a network that the scenario disturbs.</summary>
    public int Victims { get; init; }

    public int Groups { get; init; } = 10;

    /// <summary>Messages per second, over all groups.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>Callbacks per second, over all pages.</summary>
    public double Calls { get; init; } = 20;

    /// <summary>The groups keep no history: the oracle must see losses.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>Every so often a page leaves and another one comes.</summary>
    public bool ComeAndGo { get; init; }

    /// <summary>Every other page runs an older build of the runtime.</summary>
    public bool MixedBuilds { get; init; }

    /// <summary>Options of the nodes: <c>--LiveGen:HistoryAge 00:00:02</c>.</summary>
    public IReadOnlyList<string> NodeArguments { get; init; } = [];

    public IEnumerable<string> GroupNames => Enumerable.Range(0, Groups).Select(i => $"{(Ephemeral ? "ephemeral." : "")}g{i}");
}
