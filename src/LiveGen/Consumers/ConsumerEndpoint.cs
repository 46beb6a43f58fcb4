using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveGen.Consumers;

/// <summary>One mapped consumer: answers its handshakes and serves the sockets that come of them.</summary>
sealed class ConsumerEndpoint(ConsumerContract contract, OriginCheck origins)
{

    public ConsumerContract Contract { get; } = contract;

    /// <summary>What is checked at every callback; null when everyone may call. Set when the endpoint is built.</summary>
    public CallbackAuthorization? Authorization { get; set; }

    public async Task HandleAsync(HttpContext http)
    {
        var sockets = http.RequestServices.GetRequiredService<OpenSockets>();
        if (RefusalOf(http, sockets) is var (status, why))
        {
            await RefuseAsync(http, status, why);
            return;
        }
        http.RequestServices.GetRequiredService<SocketSessions>().Listen();
        var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = Protocol.Subprotocol,
            KeepAliveInterval = sockets.Options.KeepAliveInterval,
            KeepAliveTimeout = sockets.Options.KeepAliveTimeout,
            DangerousEnableCompression = false, // secrets and a stranger's text in one compressed stream leak (CRIME)
        });
        await new Connection(socket, http, this, sockets).RunAsync();
    }

    /// <summary>Whether the user may still call; asked again before every callback.</summary>
    public ValueTask<bool> IsAllowedAsync(HttpContext http) =>
        Authorization is null ? new ValueTask<bool>(true) : Authorization.IsAllowedAsync(http);

    (int Status, string Why)? RefusalOf(HttpContext http, OpenSockets sockets)
    {
        if (!http.WebSockets.IsWebSocketRequest)
            return (StatusCodes.Status426UpgradeRequired, "This address is a WebSocket. A page opens it with Sockets.Connect.");
        if (origins.HandshakeRefusal(http.Request) is { } why)
        {
            ConsumersLog.OriginRefused(sockets.Log, Contract.ConsumerType, LogText.Clean(http.Request.Headers.Origin),
                LogText.Clean(OriginCheck.Self(http.Request)), why);
            return (StatusCodes.Status403Forbidden, "This origin may not open this socket.");
        }
        if (!http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol.Subprotocol))
            return (StatusCodes.Status400BadRequest, $"Ask for the subprotocol {Protocol.Subprotocol}.");
        return sockets.IsDraining || sockets.IsStopping ? (StatusCodes.Status503ServiceUnavailable, "The server restarts.") : null;
    }

    static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status426UpgradeRequired)
            http.Response.Headers.Upgrade = "websocket";
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why, http.RequestAborted);
    }
}
