namespace LiveGen.Wire;

/// <summary>Why a socket was closed; what a page does about each stands in the protocol's documentation.</summary>
public static class CloseCodes
{
    /// <summary>Ended as agreed.</summary>
    public const int Normal = 1000;

    /// <summary>A binary message; the protocol is text.</summary>
    public const int Binary = 1003;

    /// <summary>A message that is not valid UTF-8.</summary>
    public const int BadUtf8 = 1007;

    /// <summary>A message over <see cref="LiveGenOptions.MaxFrameBytes"/>.</summary>
    public const int TooLarge = 1009;

    /// <summary>The consumer failed while it connected.</summary>
    public const int ConsumerFailed = 1011;

    /// <summary>The server restarts; the page reconnects.</summary>
    public const int Restart = 1012;

    /// <summary>The consumer cannot keep up with its events; the page reconnects later.</summary>
    public const int TryLater = 1013;

    /// <summary>Not JSON, too deep, duplicate or unknown names, or not a frame.</summary>
    public const int Malformed = 4400;

    /// <summary>The sign-in that opened the socket has expired or was ended; the page tries once more, then stops.</summary>
    public const int SignInNeeded = 4401;

    /// <summary>The permission is missing, or was taken away; the page stops.</summary>
    public const int Denied = 4403;

    /// <summary>No hello within <see cref="LiveGenOptions.HelloTimeout"/>.</summary>
    public const int NoHello = 4408;

    /// <summary>A newer connection of the same session has taken over; the page tries once more, then stops.</summary>
    public const int Replaced = 4409;

    /// <summary>
    /// What the page has missed cannot be played again, or it may not come back to its session: it renders itself again and connects anew.
    /// </summary>
    public const int ReRender = 4410;

    /// <summary>The reader is too slow: its queue was full, or a frame did not leave in time.</summary>
    public const int SlowReader = 4413;

    /// <summary>Another protocol version; the page reloads.</summary>
    public const int OtherVersion = 4426;

    /// <summary>Too many messages per second, or more callbacks waiting than <see cref="LiveGenOptions.MaxQueuedCalls"/> or <see cref="LiveGenOptions.MaxQueuedCallBytes"/>.</summary>
    public const int TooFast = 4429;
}
