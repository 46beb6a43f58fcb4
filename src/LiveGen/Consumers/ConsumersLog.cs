using LiveGen.Commands;
using Microsoft.Extensions.Logging;

namespace LiveGen.Consumers;

/// <summary>
/// The log lines of this folder and their event ids, 100 to 149. None carries a page's data, a cookie, a token or a
/// query; text that others chose passes through <see cref="Wire.LogText"/>.
/// </summary>
static partial class ConsumersLog
{
    /// <summary>The category under which all of LiveGen's socket side logs.</summary>
    public const string Category = "LiveGen.Consumers";

    [LoggerMessage(100, LogLevel.Debug, "{Consumer} {Channel} ended with {Code}.")]
    public static partial void Closed(ILogger log, Type consumer, string channel, int? code);

    [LoggerMessage(101, LogLevel.Warning, "{Consumer} {Channel}: closed with {Code} for {Why}.")]
    public static partial void BadInput(ILogger log, Type consumer, string channel, int code, string why);

    [LoggerMessage(102, LogLevel.Warning, "{Consumer} {Channel}: cut off because its reader is too slow. Its page reconnects.")]
    public static partial void SlowReader(ILogger log, Type consumer, string channel);

    [LoggerMessage(103, LogLevel.Warning, "{Consumer} {Channel}: closed with 1013 because more than {Limit} events wait for it. " +
        "Make its methods faster, or raise LiveGenOptions.MaxQueuedCalls.")]
    public static partial void TooBusy(ILogger log, Type consumer, string channel, int limit);

    [LoggerMessage(104, LogLevel.Error, "{Consumer} {Channel}: OnConnectedAsync failed; closed with 1011.")]
    public static partial void ConnectFailed(ILogger log, Exception error, Type consumer, string channel);

    [LoggerMessage(105, LogLevel.Error, "{Consumer}: the callback {Message} failed; the page was told {Error}.")]
    public static partial void CallbackFailed(ILogger log, Exception exception, Type consumer, string message, string error);

    [LoggerMessage(106, LogLevel.Error, "{Consumer}: the event {Message} failed; the socket goes on.")]
    public static partial void EventFailed(ILogger log, Exception error, Type consumer, string message);

    [LoggerMessage(107, LogLevel.Error, "{Consumer} {Channel}: OnDisconnectedAsync or Dispose failed.")]
    public static partial void DisconnectFailed(ILogger log, Exception error, Type consumer, string channel);

    [LoggerMessage(108, LogLevel.Warning, "{Consumer} {Channel}: the permission is gone; closed with 4403.")]
    public static partial void Denied(ILogger log, Type consumer, string channel);

    [LoggerMessage(109, LogLevel.Warning, "A message of {Length} bytes for {Name} has the wrong shape and was dropped. " +
        "Does something else, or another version, send to this channel layer?")]
    public static partial void Unreadable(ILogger log, string name, int length);

    [LoggerMessage(110, LogLevel.Warning, "{Consumer} {Channel}: still at work after the time that a stopping process gives; left behind. " +
        "Pass its CancellationToken on.")]
    public static partial void LeftBehind(ILogger log, Type consumer, string channel);

    [LoggerMessage(111, LogLevel.Error, "{Consumer} {Channel}: reading failed.")]
    public static partial void ReadFailed(ILogger log, Exception error, Type consumer, string channel);

    [LoggerMessage(112, LogLevel.Warning, "A handshake for {Consumer} from the origin {Origin} was refused: {Why} The request asked for {Self}. " +
        "If this origin is yours, name it in LiveGenOptions.AllowedOrigins; behind a proxy, let ASP.NET Core know the " +
        "outer scheme and host (UseForwardedHeaders).")]
    public static partial void OriginRefused(ILogger log, Type consumer, string origin, string self, string why);

    [LoggerMessage(113, LogLevel.Error, "{Worker}: the event {Message} failed and is lost; the worker goes on.")]
    public static partial void WorkFailed(ILogger log, Exception error, Type worker, string message);

    [LoggerMessage(114, LogLevel.Warning, "{Worker} has no IHandle for the event {Message}; dropped. It takes {Known}.")]
    public static partial void WorkUnknown(ILogger log, Type worker, string message, string known);

    [LoggerMessage(115, LogLevel.Error, "{Worker}: receiving from {Queue} failed; trying again.")]
    public static partial void WorkReceiveFailed(ILogger log, Exception error, Type worker, string queue);

    [LoggerMessage(116, LogLevel.Information, "{Consumer} {Channel}: the sign-in that opened the socket has expired; closed with 4401.")]
    public static partial void SignInEnded(ILogger log, Type consumer, string channel);

    [LoggerMessage(117, LogLevel.Error, "{Consumer} {Channel}: what was registered on the token of its end failed; the end goes on.")]
    public static partial void EndedFailed(ILogger log, Exception error, Type consumer, string channel);

    [LoggerMessage(118, LogLevel.Error, "{Channel}: looking after the socket failed; the other sockets are looked after.")]
    public static partial void WatchFailed(ILogger log, Exception error, string channel);

    [LoggerMessage(119, LogLevel.Error, "{Consumer} {Channel}: a call could not be answered; closed with 1011.")]
    public static partial void CallEscaped(ILogger log, Exception error, Type consumer, string channel);

    [LoggerMessage(120, LogLevel.Information, "{Consumer} {Channel}: the callback {Message} was not run: its seal or its page's token is " +
        "refused ({Reason}); the page offers to load itself again.")]
    public static partial void Stale(ILogger log, Type consumer, string channel, string message, StaleReason reason);

    [LoggerMessage(121, LogLevel.Information, "{Consumer} {Channel}: closed with 4410, the page renders itself again: {Why}.")]
    public static partial void ReRender(ILogger log, Type consumer, string channel, string why);

    [LoggerMessage(130, LogLevel.Information, "The process stops: {Count} pages are asked to move within {Seconds} s.")]
    public static partial void Draining(ILogger log, int count, double seconds);

    [LoggerMessage(131, LogLevel.Information, "{Moved} pages have moved; {Left} are closed with 1012.")]
    public static partial void Drained(ILogger log, int moved, int left);

    [LoggerMessage(132, LogLevel.Warning, "Who came to or left {Group} could not be told or forgotten; lists are right again when the channel " +
        "layer is back.")]
    public static partial void PresenceFailed(ILogger log, Exception error, string group);

    [LoggerMessage(133, LogLevel.Information, "{Consumer} {Channel}: its user has signed out, or was closed by the application; closed with 4401.")]
    public static partial void SignedOut(ILogger log, Type consumer, string channel);

    [LoggerMessage(134, LogLevel.Warning, "{Consumer} {Channel}: its user could not be checked again; the socket stays as it is until the next time.")]
    public static partial void RecheckFailed(ILogger log, Exception error, Type consumer, string channel);

    [LoggerMessage(135, LogLevel.Warning, "The other processes could not be told that somebody has signed out; sockets there are closed when their " +
        "users are checked again.")]
    public static partial void SignOutNotTold(ILogger log, Exception error);

    [LoggerMessage(137, LogLevel.Warning, "This process does not hear from the others who has signed out; it tries again to join their group in {Seconds} s. " +
        "Until then sockets of such users are closed when these are checked again.")]
    public static partial void SignOutsNotHeard(ILogger log, Exception error, double seconds);
}
