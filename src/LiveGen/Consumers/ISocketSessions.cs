using System.Security.Claims;
using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// Closes the sockets of a user on every process: when an account is locked, a password changed, a device reported stolen.
/// Signing out with ASP.NET Core's cookies does it by itself. Inject it; it is a singleton.
/// </summary>
/// <remarks>
/// A socket is closed with 4401: its page tries one new handshake, which ASP.NET Core authenticates as any request. So first take away
/// what the user signed in with, then call this.
/// </remarks>
public interface ISocketSessions
{
    /// <summary>Closes all sockets of a user, within 2 s on all processes.</summary>
    /// <param name="userId">The claim <c>NameIdentifier</c>, else <c>sub</c>, else the name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ChannelLayerException">The other processes could not be told; the sockets of this one are closed.</exception>
    ValueTask CloseUserAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>The same for whoever is signed in as this; nobody when nobody is.</summary>
    /// <param name="user">Such as a request's user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ChannelLayerException">The other processes could not be told; the sockets of this one are closed.</exception>
    ValueTask CloseUserAsync(ClaimsPrincipal user, CancellationToken cancellationToken = default);
}
