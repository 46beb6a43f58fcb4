namespace LiveGen.Redis;

/// <summary>
/// Where Redis is, and the limits and times of the channel layer on it. Set with <c>AddRedis(configuration, options =&gt; …)</c>
/// or in the configuration section <c>LiveGen:Redis</c>.
/// The capacity of work queues is <c>LiveGenOptions.WorkQueueCapacity</c>, the same as without Redis.
/// </summary>
public sealed class RedisChannelLayerOptions
{
    /// <summary>
    /// StackExchange.Redis' configuration string, such as <c>redis.internal:6379,password=…,ssl=true</c>; one server or
    /// one virtual address, no Sentinel and no cluster. Its timeouts and its channel prefix are not used: the options
    /// below are. Default <c>localhost:6379</c>.
    /// </summary>
    public string Configuration { get; set; } = "localhost:6379";

    /// <summary>
    /// What LiveGen's keys and its bus channel begin with, before a colon: 1 to 100 of <c>A–Z a–z 0–9 _ . -</c>. Two
    /// applications on one Redis need two prefixes, also when they use different databases. Default <c>lg</c>.
    /// </summary>
    public string KeyPrefix { get; set; } = "lg";

    /// <summary>
    /// Whether ASP.NET Data Protection's keys, with which page tokens and cookies are encrypted, are kept in this Redis, so that all
    /// processes accept each other's pages; false leaves them where ASP.NET Core puts them. An application that says where
    /// its keys are (<c>PersistKeysTo…</c>) keeps them there either way. Default true.
    /// </summary>
    public bool ShareKeys { get; set; } = true;

    /// <summary>How long a send may take before it fails with <c>ChannelLayerException</c>. Default 2 s.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often each process asks Redis for a sign of life on both connections, and compares what it has heard. Default 1 s.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long that sign may be missing before the connection is thrown away for a new one. Default 3 s.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How often a waiting worker looks into its queue unasked, for the case that the wake-up was lost. Default 5 s.
    /// </summary>
    public TimeSpan WorkQueuePollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a process with tracked sockets (<c>IGroupPresence</c>) says that it is there; one that has not said so three times is
    /// taken for crashed, and its people for gone. Default 10 s.
    /// </summary>
    public TimeSpan PresenceInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message, in bytes; sending a larger one throws. Default 8 MiB, a quarter of what Redis buffers
    /// for a subscriber before it cuts the connection.</summary>
    public int MaxMessageBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Sends of this process that may wait for Redis' answer; one more fails at once. Default 10,000.</summary>
    public int MaxPendingSends { get; set; } = 10_000;

    /// <summary>Received messages that may wait for delivery in this process; more are dropped and logged. Default 10,000.</summary>
    public int MaxQueuedMessages { get; set; } = 10_000;

    /// <summary>Bytes of received messages that may wait; more are dropped and logged. Default 64 MiB.</summary>
    public int MaxQueuedBytes { get; set; } = 64 * 1024 * 1024;
}
