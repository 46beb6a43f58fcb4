namespace LiveGen.Wire;

// How a process ends, and who counts as being there.
public sealed partial class LiveGenOptions
{
    internal static readonly TimeSpan DefaultDrainWindow = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the pages of a stopping process may take to move to another one, spread over this time; those that are still
    /// there are then closed with 1012. Cut short where the host's <c>ShutdownTimeout</c> leaves less. Zero closes all at once:
    /// choose it for a process that nobody stands in for while it restarts. Default 10 s; in development zero.
    /// </summary>
    public TimeSpan? DrainWindow { get; set; }

    /// <summary>
    /// How long somebody whose last socket has ended is still listed by <c>IGroupPresence</c>: a page that reconnects or is loaded
    /// again within this time was never away. Default 5 s.
    /// </summary>
    public TimeSpan PresenceGrace { get; set; } = TimeSpan.FromSeconds(5);
}
