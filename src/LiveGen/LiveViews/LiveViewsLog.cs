using Microsoft.Extensions.Logging;

namespace LiveGen.LiveViews;

/// <summary>
/// The log lines of this folder and their event ids, 130 to 159. None carries a page's data, a cookie, a token or a query; text
/// that others chose passes through <see cref="Wire.LogText"/>.
/// </summary>
static partial class LiveViewsLog
{
    /// <summary>The category under which pages and actions log.</summary>
    public const string Category = "LiveGen.LiveViews";

    [LoggerMessage(130, LogLevel.Error, "The action {Action} failed; the page was told {Error}.")]
    public static partial void ActionFailed(ILogger log, Exception exception, string action, string error);

    [LoggerMessage(131, LogLevel.Warning, "A call of {Action} was refused: {Why} Sec-Fetch-Site was {Site}, Origin {Origin}; the request asked for {Self}. " +
        "Behind a proxy, let ASP.NET Core know the outer scheme and host (UseForwardedHeaders), or name the origin in LiveGenOptions.AllowedOrigins.")]
    public static partial void CrossSite(ILogger log, string action, string why, string site, string origin, string self);

    [LoggerMessage(132, LogLevel.Warning, "A call of {Action} was refused with {Status}: {Why}")]
    public static partial void BadCall(ILogger log, string action, int status, string why);

    [LoggerMessage(135, LogLevel.Warning, "A call of {Action} did not run, because its seal or its page's token does not hold: {Reason}.")]
    public static partial void Stale(ILogger log, string action, Commands.StaleReason reason);

    [LoggerMessage(134, LogLevel.Warning, "The action {Action} answered with {Status}; the page was told {Error}.")]
    public static partial void ActionRefused(ILogger log, string action, int status, string error);

    [LoggerMessage(136, LogLevel.Warning, "A session's {State} could not be read at {Path}, such as one of an older version; it begins anew.")]
    public static partial void StateUnreadable(ILogger log, Type state, string path);

    [LoggerMessage(133, LogLevel.Error, "The action {Action} failed while its result was being sent; the connection is cut.")]
    public static partial void ResultFailed(ILogger log, Exception exception, string action);
}
