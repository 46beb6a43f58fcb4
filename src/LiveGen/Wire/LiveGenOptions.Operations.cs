namespace LiveGen.Wire;

// How a process ends, who counts as being there, and who is behind a socket.
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

    /// <summary>
    /// How often ASP.NET Core is asked again who is behind an open socket and whether they may have it, with the handshake's cookies and
    /// headers: a sign-in that no longer holds closes it with 4401, a permission that is gone with 4403. Never: <see cref="TimeSpan.MaxValue"/>.
    /// Default 30 s, spread over the sockets.
    /// </summary>
    public TimeSpan RecheckInterval { get; set; } = TimeSpan.FromSeconds(30);
}
