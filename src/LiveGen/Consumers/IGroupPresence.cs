using LiveGen.Channels;

namespace LiveGen.Consumers;

/// <summary>
/// Who is in a group, over all processes. Consumers say who they are with <c>TrackAsync</c>; this lists them, anywhere in the
/// application. Inject it; it is a singleton and safe to use from many threads.
/// </summary>
/// <remarks>
/// Somebody with several open pages is listed once. One whose last page has gone is listed for
/// <c>LiveGenOptions.PresenceGrace</c> more, so that a page that reconnects or is loaded again does not flicker; those of a process that
/// has crashed are gone within a minute.
/// </remarks>
/// <example>
/// <code>
/// public sealed class RoomConsumer(IGroupPresence presence) : LiveGenWebSocketConsumer, IHandle&lt;PresenceChanged&gt;
/// {
///     protected override async ValueTask OnConnectedAsync()
///     {
///         await JoinGroupAsync("room");                       // is told who comes and goes
///         await TrackAsync("room", key: User.Identity!.Name!); // is there for the others
///     }
///
///     public async ValueTask HandleAsync(PresenceChanged changed, CancellationToken ct) =&gt;
///         Morph("online", Each(await presence.ListAsync(changed, ct), who =&gt; Li(who.Key)));
/// }
/// </code>
/// </example>
public interface IGroupPresence
{
    /// <summary>Who is in the group now, by key.</summary>
    /// <param name="group">What the consumers named in <c>TrackAsync</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ChannelLayerException">The layer could not be read in time.</exception>
    ValueTask<IReadOnlyList<PresenceEntry>> ListAsync(string group, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same after a change: read once per process however many consumers handle the change, so that a thousand pages do
    /// not ask a thousand times.
    /// </summary>
    /// <param name="changed">The event that the caller handles.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ChannelLayerException">The layer could not be read in time.</exception>
    ValueTask<IReadOnlyList<PresenceEntry>> ListAsync(PresenceChanged changed, CancellationToken cancellationToken = default);
}
