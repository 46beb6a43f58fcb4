using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>Closes a user's sockets here and tells the other processes, over a group that each of them is in.</summary>
sealed class SocketSessions(OpenSockets sockets, SignedOutCookies signedOut) : ISocketSessions, IChannelReceiver
{
    const string Control = "livegen.control";

    // Between tries to join, twice as long each time: the first soon, since nothing is heard meanwhile.
    static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1), s_longestDelay = TimeSpan.FromSeconds(30);

    readonly string _process = Guid.NewGuid().ToString("N");
    string? _channel;

    /// <summary>To the processes: close this user's sockets.</summary>
    /// <param name="By">The process that has done so itself.</param>
    /// <param name="User">A hash of the user's id: nobody's name travels or is logged.</param>
    /// <param name="Cookie">A hash of the cookie that was signed out, if one was.</param>
    [MessageName("livegen.CloseUser")]
    public sealed record CloseUser(string By, string User, string? Cookie);

    /// <summary>Joins the group; asked at each handshake, done at the first.</summary>
    public void Listen()
    {
        if (_channel is not null)
            return;
        var channel = sockets.Channels.NewChannelName();
        if (Interlocked.CompareExchange(ref _channel, channel, null) is not null)
            return;
        sockets.Channels.Open(channel, this);
        Join(hasMissed: false); // no handshake waits for it
    }

    public ValueTask CloseUserAsync(string userId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return CloseAsync(userId, cookie: null, cancellationToken);
    }

    public ValueTask CloseUserAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return IdOf(user) is { Length: > 0 } id ? CloseAsync(id, cookie: null, cancellationToken) : default;
    }

    /// <summary>A user signs out: their sockets are closed, and the cookie opens no new one while it may still be on its way.</summary>
    public async ValueTask SignOutAsync(ClaimsPrincipal? user, string? cookie)
    {
        try
        {
            if (user is not null && IdOf(user) is { Length: > 0 } id)
                await CloseAsync(id, cookie is null ? null : Hash(cookie), CancellationToken.None);
        }
        catch (ChannelLayerException e)
        {
            ConsumersLog.SignOutNotTold(sockets.Log, e); // who signs out here has signed out
        }
    }

    /// <summary>Whether a cookie was signed out a moment ago.</summary>
    public bool IsSignedOut(string? cookie) => cookie is not null && !signedOut.IsEmpty && signedOut.Contains(Hash(cookie));

    /// <summary>What a user's id is called between processes.</summary>
    public static string? HashOf(ClaimsPrincipal? user) => IdOf(user) is { Length: > 0 } id ? Hash(id) : null;

    void IChannelReceiver.Deliver(ChannelMessage message)
    {
        var content = GroupMessage.Of(message, _channel!);
        if (content.EventName == MessageNames.Of(typeof(CloseUser)) && content.Event<CloseUser>() is var close && close.By != _process)
            CloseHere(close);
    }

    void IChannelReceiver.Lost(string group)
    {
        if (group == Control)
            Join(hasMissed: true);
    }

    async ValueTask CloseAsync(string userId, string? cookie, CancellationToken cancellationToken)
    {
        var close = new CloseUser(_process, Hash(userId), cookie);
        CloseHere(close);
        await sockets.Groups.SendAsync(Control, close, cancellationToken);
    }

    void CloseHere(CloseUser close)
    {
        if (close.Cookie is not null)
            signedOut.Add(close.Cookie);
        sockets.CloseUser(close.User);
    }

    // Outlives the handshake or the message that it came from: nothing of that goes along.
    void Join(bool hasMissed) =>
        ThreadPool.UnsafeQueueUserWorkItem(static join => _ = join.Me.JoinAsync(join.hasMissed), (Me: this, hasMissed), preferLocal: false);

    async Task JoinAsync(bool hasMissed)
    {
        for (var delay = s_firstDelay; !sockets.IsStopping; delay = delay * 2 < s_longestDelay ? delay * 2 : s_longestDelay)
        {
            try
            {
                await sockets.Channels.GroupAddAsync(Control, _channel!);
                // What was said meanwhile may have been of a socket here: all are checked anew, soon.
                if (hasMissed)
                    sockets.RecheckAll();
                return;
            }
            catch (Exception e)
            {
                ConsumersLog.SignOutsNotHeard(sockets.Log, e, delay.TotalSeconds);
                hasMissed = true;
            }
            await Task.Delay(delay, sockets.Time);
        }
    }

    static string? IdOf(ClaimsPrincipal? user) =>
        user?.Identities.FirstOrDefault(identity => identity.IsAuthenticated) is { } identity ? UserFingerprint.IdOf(identity) : null;

    static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
