using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Consumers;

// Who is in a group.
public abstract partial class LiveGenWebSocketConsumer
{
    Tracking? _tracking;

    Tracking Tracking => _tracking ??= new Tracking(
        HttpContext.RequestServices.GetRequiredService<GroupPresence>(), Connection.Sockets.Options.MaxGroupsPerSocket);

    /// <summary>
    /// Lists this socket in a group until it ends, for <see cref="IGroupPresence"/>; the group's consumers get
    /// <see cref="PresenceChanged"/>. Again with another key or meta: that one counts. It does not join the group: a socket may be listed
    /// where it does not listen, such as in a lobby. While the layer is away it is remembered and made up for.
    /// </summary>
    /// <param name="group">1 to 100 of <c>A–Z a–z 0–9 _ . -</c>.</param>
    /// <param name="key">Who it is, 1 to 200 characters: sockets with one key are one entry. Visible to whoever the application shows it to.</param>
    /// <param name="meta">What else there is to say, at most 1 KiB as JSON.</param>
    /// <exception cref="ArgumentException">The group is no name, or key or meta are too long.</exception>
    /// <exception cref="InvalidOperationException">The socket is listed in <see cref="Wire.LiveGenOptions.MaxGroupsPerSocket"/> groups.</exception>
    protected ValueTask TrackAsync(string group, string key, object? meta = null) => Tracking.TrackAsync(group, key, meta);

    /// <summary>Takes this socket off a group's list, without the grace of one that ended.</summary>
    protected ValueTask UntrackAsync(string group) => Tracking.UntrackAsync(group);

    internal void EndTracking() => _tracking?.End();
}
