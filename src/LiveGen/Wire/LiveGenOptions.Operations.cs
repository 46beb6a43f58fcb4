namespace LiveGen.Wire;

// How a process ends.
public sealed partial class LiveGenOptions
{
    internal static readonly TimeSpan DefaultDrainWindow = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the pages of a stopping process may take to move to another one, spread over this time; those that are still
    /// there are then closed with 1012. Cut short where the host's <c>ShutdownTimeout</c> leaves less. Zero closes all at once:
    /// choose it for a process that nobody stands in for while it restarts. Default 10 s; in development zero.
    /// </summary>
    public TimeSpan? DrainWindow { get; set; }
}
