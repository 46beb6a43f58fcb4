namespace LiveGen.Wire;

// What is kept of groups, for pages that were away for a moment. What lies further back than the first of these
// limits makes such a page render itself anew.
public sealed partial class LiveGenOptions
{
    /// <summary>The latest messages of each group that are kept for pages that come back. Default 256.</summary>
    public int HistoryMessages { get; set; } = 256;

    /// <summary>How long a message is kept, and how long a group is known after its last member has left. Default 5 minutes.</summary>
    public TimeSpan HistoryAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of messages that are kept of each group. Default 1 MiB.</summary>
    public int HistoryBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Memory that the messages of all groups may take in this process; beyond it the oldest go, whatever their group.
    /// Default 64 MiB.
    /// </summary>
    public long MaxHistoryBytes { get; set; } = 64L * 1024 * 1024;
}
