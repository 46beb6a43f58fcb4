namespace LiveGen.Wire;

/// <summary>
/// Limits and times of a LiveGen application; every queue, frame and wait of one socket has one, with a default that is
/// safe for the open internet. Set with <c>AddLiveGen(options =&gt; …)</c> or from the configuration section <c>LiveGen</c>.
/// </summary>
/// <remarks>
/// How many sockets a process, a user or an address may open is not limited here, nor by default anywhere: set Kestrel's
/// <c>MaxConcurrentConnections</c> and <c>MaxConcurrentUpgradedConnections</c>, ASP.NET Core's rate limiter with a
/// concurrency limit per user, and the proxy's limit per address (nginx: <c>limit_conn</c>).
/// </remarks>
public sealed partial class LiveGenOptions
{
    internal const int DefaultMaxRenderBytes = 16 * 1024 * 1024;

    /// <summary>The largest message a page may send, in bytes; a larger one closes its socket with 1009. Default 64 KiB.</summary>
    public int MaxFrameBytes { get; set; } = 64 * 1024;

    /// <summary>How deep the JSON of a message may nest; deeper closes its socket with 4400. Default 32.</summary>
    public int MaxJsonDepth { get; set; } = 32;

    /// <summary>Messages a socket may send per second in the long run; more closes it with 4429. Default 50.</summary>
    public int MessagesPerSecond { get; set; } = 50;

    /// <summary>Messages a socket may send at once before <see cref="MessagesPerSecond"/> holds. Default 100.</summary>
    public int MessageBurst { get; set; } = 100;

    /// <summary>
    /// How long the callbacks of a page can be called, from when it was rendered; then it asks to be loaded again. Default 7 days.
    /// </summary>
    public TimeSpan PageTokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Groups that one socket may be in; joining one more throws. Default 128.</summary>
    public int MaxGroupsPerSocket { get; set; } = 128;

    /// <summary>Frames that may wait for a slow reader before its socket is closed. Default 1,024.</summary>
    public int MaxQueuedFrames { get; set; } = 1024;

    /// <summary>
    /// Bytes that may wait for a slow reader before its socket is closed; one frame of any size may wait. Default 1 MiB.
    /// </summary>
    public int MaxQueuedBytes { get; set; } = 1024 * 1024;

    /// <summary>Callbacks and events that may wait for a consumer that is busy before its socket is closed. Default 256.</summary>
    public int MaxQueuedCalls { get; set; } = 256;

    /// <summary>
    /// Bytes of callbacks that may wait for a consumer that is busy before its socket is closed with 4429; one callback of
    /// any size may wait. Default 1 MiB.
    /// </summary>
    public int MaxQueuedCallBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a new socket may take to say hello before it is closed with 4408. Default 10 s.</summary>
    public TimeSpan HelloTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest silence from the server: a socket with nothing to say gets a ping then. Default 20 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the server asks the browser's network stack for a sign of life. Default 12 s.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(12);

    // .NET looks at both times only every quarter of the shorter one: 12 + 3 + 15 + 3 s.
    /// <summary>How long it waits for that sign before the socket is dropped. Default 15 s, so a dead peer is gone within 35 s.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a message may take to arrive once it has begun; slower closes its socket with 4408. Default 30 s.</summary>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a socket that the server closes may take to answer before it is cut, and how long a stopping process waits
    /// for consumers that are still at work. Default 3 s.
    /// </summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a frame may take to leave before its reader counts as dead. Default 10 s.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Origins besides the page's own that may open sockets, as <c>https://app.example</c>. Default none: a
    /// handshake's <c>Origin</c> must name the scheme, host and port that it asks for (behind a proxy that ends TLS,
    /// let ASP.NET Core know the outer scheme with forwarded headers, or name the origin here).
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The largest page or batch, in bytes; rendering more throws. Default 16 MiB, at most 64 MiB.</summary>
    public int MaxRenderBytes { get; set; } = DefaultMaxRenderBytes;

    /// <summary>The largest state of one type that <c>SessionState</c> keeps for a person, in bytes of JSON; more throws. Default 64 KiB.</summary>
    public int MaxSessionStateBytes { get; set; } = 64 * 1024;

    /// <summary>Messages that a work queue holds before sending to it fails. Default 10,000.</summary>
    public int WorkQueueCapacity { get; set; } = 10_000;
}
