namespace LiveGen.Wire;

enum ClientFrameKind : byte
{
    Hello,
    Callback,
    Ping,
    Seen,
    Applied,
}

/// <summary>One message from a page, decoded; it owns its JSON, the receive buffer is free again.</summary>
readonly struct ClientFrame
{
    public required ClientFrameKind Kind { get; init; }

    /// <summary>Of a hello: the protocol version that the page speaks.</summary>
    public int Version { get; init; }

    /// <summary>Of a hello: the build of the page's runtime, null when it names none.</summary>
    public string? Build { get; init; }

    /// <summary>Of a hello: the page's token. Of a callback: that of the key which sealed it, null for the page's own.</summary>
    public string? Token { get; init; }

    /// <summary>Of a callback: its seal, null when it has none.</summary>
    public string? Seal { get; init; }

    /// <summary>Of a hello: the session that the page is in or comes back to; null when it says nothing of one.</summary>
    public SessionClaim? Session { get; init; }

    /// <summary>Of a callback: the page's counter, from 1. Of seen: how many counted frames the page has. Of applied: the number that the page was asked by.</summary>
    public long Id { get; init; }

    /// <summary>Of applied: how long the page says that it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Of a callback: the message's name, null for an untyped one.</summary>
    public string? Name { get; init; }

    /// <summary>Of a callback: the arguments as checked JSON, always an array, for <see cref="ClientFrameReader.Parse"/>.</summary>
    public ReadOnlyMemory<byte> Args { get; init; }

    /// <summary>Of a callback: what the page sent along as checked JSON; empty when nothing.</summary>
    public ReadOnlyMemory<byte> Meta { get; init; }
}
