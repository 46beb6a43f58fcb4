namespace LiveGen.Faults.Pages;

/// <summary>What a page does about a close code: docs/protocol.md §5.</summary>
static class CloseReasons
{
    /// <summary>History does not reach back, or the resume token is refused.</summary>
    public const int Render = 4410;

    /// <summary>Another protocol version: the page loads itself anew.</summary>
    public const int Reload = 4426;

    /// <summary>Permission denied: it stops.</summary>
    public static bool Stops(int code) => code is 4403;

    /// <summary>Sign-in needed, replaced: it tries once more.</summary>
    public static bool IsTriedOnce(int code) => code is 4401 or 4409;

    /// <summary>Answers to a handshake after which trying again is pointless.</summary>
    public static bool Refuses(int httpStatus) => httpStatus is 401 or 403 or 404;
}
