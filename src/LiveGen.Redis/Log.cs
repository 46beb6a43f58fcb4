using Microsoft.Extensions.Logging;

namespace LiveGen.Redis;

/// <summary>Event ids 2001 to 2099. Servers are hosts and ports; nothing here may hold a password or a payload.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "Redis at {Servers} does not answer. The application starts without it: sends " +
        "to groups fail and nothing arrives from other machines until it does. LiveGen keeps trying.")]
    public static partial void StartedWithoutRedis(this ILogger logger, string servers);

    [LoggerMessage(2002, LogLevel.Warning, "Lost the bus on Redis at {Servers}: messages do not leave or do not reach " +
        "this machine until it is back. LiveGen keeps trying.")]
    public static partial void BusLost(this ILogger logger, string servers);

    [LoggerMessage(2003, LogLevel.Information, "The bus works: messages arrive from Redis at {Servers}.")]
    public static partial void BusLive(this ILogger logger, string servers);

    [LoggerMessage(2004, LogLevel.Warning, "{Count} messages on the bus never reached this machine. Those for groups here are " +
        "fetched from Redis; where it has them no more, pages are rendered anew. What ephemeral groups missed is lost.")]
    public static partial void MessagesMissed(this ILogger logger, long count);

    [LoggerMessage(2005, LogLevel.Error, "Messages come faster than this machine delivers them: {Count} dropped so far " +
        "(RedisChannelLayerOptions.MaxQueuedMessages, MaxQueuedBytes).")]
    public static partial void MessagesDropped(this ILogger logger, long count);

    [LoggerMessage(2006, LogLevel.Warning, "A message of {Length} bytes on the bus was ignored: {Problem}. {Count} so far. " +
        "docs/redis.md describes the format.")]
    public static partial void MessageIgnored(this ILogger logger, int length, string problem, long count);

    [LoggerMessage(2007, LogLevel.Warning, "No sign of life on the {Connection} connection to Redis at {Servers} for " +
        "{Seconds:F0} s: replacing it.")]
    public static partial void ReplacingConnection(this ILogger logger, string connection, string servers, double seconds);

    [LoggerMessage(2008, LogLevel.Warning, "Could not connect to Redis at {Servers}: {Problem}. LiveGen tries again.")]
    public static partial void ConnectFailed(this ILogger logger, string servers, string problem);

    [LoggerMessage(2009, LogLevel.Warning, "Work queue {Queue} could not be read: {Problem} The worker keeps waiting.")]
    public static partial void QueueUnreadable(this ILogger logger, string queue, string problem);

    [LoggerMessage(2010, LogLevel.Error, "A message of work queue {Queue} was taken after its time limit and could not be " +
        "put back: it is lost.")]
    public static partial void QueueMessageLost(this ILogger logger, string queue);

    [LoggerMessage(2051, LogLevel.Warning, "Redis at {Servers} was not told who is here: {Problem} It is made up for when it answers again.")]
    public static partial void PresenceNotStored(this ILogger logger, string servers, string problem);

    [LoggerMessage(2052, LogLevel.Information, "The process {Node} is gone; {Count} people who were listed by it alone are not listed any more.")]
    public static partial void PresenceSwept(this ILogger logger, string node, int count);

    [LoggerMessage(2011, LogLevel.Error, "Delivering a {Kind} message failed; the next ones go on.")]
    public static partial void DeliveryFailed(this ILogger logger, Exception exception, BusKind kind);

    [LoggerMessage(2012, LogLevel.Warning, "Redis has lost messages or cannot vouch for them (restarted, flushed, failed over or " +
        "evicting): the pages of all groups on this machine are rendered anew.")]
    public static partial void EpochChanged(this ILogger logger);

    [LoggerMessage(2014, LogLevel.Warning, "Redis at {Servers} answers, but refuses what LiveGen needs: {Problem} LiveGen keeps trying.")]
    public static partial void Refused(this ILogger logger, string servers, string problem);

    [LoggerMessage(2015, LogLevel.Warning, "The server at {Servers} has become a replica: connecting anew, to the one that has taken over.")]
    public static partial void ServerReadOnly(this ILogger logger, string servers);

    [LoggerMessage(2016, LogLevel.Error, "Redis at {Servers} is version {Version}; LiveGen needs {Oldest} or later.")]
    public static partial void ServerTooOld(this ILogger logger, string servers, Version version, Version oldest);

    [LoggerMessage(2013, LogLevel.Error, "Fetching what group or channel {Group} missed failed; its members are told that messages are lost.")]
    public static partial void FillFailed(this ILogger logger, Exception exception, string group);
}
