using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.Redis;

/// <summary>The channel layer of many processes, over one Redis.</summary>
/// <remarks>
/// Every message takes the way over the bus, also to members in this process and to a channel that is open here: only so
/// do all members on all machines see one order, and one publisher's messages the order in which they were sent.
/// </remarks>
internal sealed partial class RedisChannelLayer : IChannelLayer, IAsyncDisposable, IDisposable
{
    readonly ProcessChannelNames _names = new();
    readonly HistoryKeeper _history;
    readonly BusPublisher _publisher;
    readonly GapFiller _gaps;
    readonly TailCheck _tails;
    readonly GroupFeed _feed;
    readonly CommandLink _link;
    readonly RedisChannelLayerOptions _options;

    public RedisChannelLayer(IOptions<RedisChannelLayerOptions> options, IOptions<LiveGenOptions> limits, TimeProvider time,
        ILoggerFactory loggers)
    {
        Threads.Reserve();
        _options = options.Value;
        var connector = new RedisConnector(options, time);
        _history = new HistoryKeeper(limits.Value, time);
        Local = new LocalChannels(loggers.CreateLogger<RedisChannelLayer>(), _history, new Numbering());
        _link = new CommandLink(connector, _options, time, loggers.CreateLogger<CommandLink>());
        WorkQueues = new RedisWorkQueues(_link, _options, limits.Value.WorkQueueCapacity, time,
            loggers.CreateLogger<RedisWorkQueues>());
        var keys = new RedisKeys(_options.KeyPrefix);
        var reader = new HistoryReader(keys, _link);
        _publisher = new BusPublisher(keys, _link, limits.Value);
        _gaps = new GapFiller(Local, reader, _options, time, loggers.CreateLogger<GapFiller>());
        _tails = new TailCheck(Local, reader, _gaps, _options.ProbeInterval, time);
        _feed = new GroupFeed(Local, _gaps, loggers.CreateLogger<GroupFeed>());
        Bus = new Bus(connector, _link, options, time, loggers.CreateLogger<Bus>(), Deliver, _tails.Request);
    }

    internal LocalChannels Local { get; }
    internal CommandLink Link => _link;
    internal RedisWorkQueues WorkQueues { get; }
    internal Bus Bus { get; }

    /// <summary>
    /// Connects and listens, so that the first message finds its way; without Redis it says so and goes on. A process
    /// that only sends need not call it; joining a group or receiving does it otherwise.
    /// </summary>
    public Task StartAsync() => Bus.StartAsync();

    /// <summary>What this process has sent itself counts before the bus has brought it: a page rendered after it shows it.</summary>
    public GroupPosition Position
    {
        get
        {
            var (heard, sent) = (Local.Numbering.Position, _publisher.Published.Position);
            return sent.Epoch == heard.Epoch && sent.Number > heard.Number ? sent : heard;
        }
    }

    public string NewChannelName() => _names.Next();

    public void Open(string channel, IChannelReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ProcessChannelNames.CheckSocket(channel);
        Local.Open(channel, receiver, _names.IsOwn(channel));
        _ = Bus.StartAsync();
    }

    public void Close(string channel)
    {
        ChannelNames.Check(channel);
        Local.Close(channel);
    }

    public async ValueTask<bool> OpenAsync(
        string channel, IChannelReceiver receiver, GroupPosition from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ProcessChannelNames.CheckSocket(channel);
        await Bus.StartAsync().WaitAsync(cancellationToken);
        return await OutsideDelivery(() => Local.Open(channel, receiver, from)) ||
            from.Epoch == Local.Numbering.Epoch && await _gaps.ExtendAsync(channel, isChannel: true, cancellationToken) &&
            Local.Open(channel, receiver, from);
    }

    public async ValueTask<GroupPosition> GroupAddAsync(
        string group, string channel, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        // First, so that there is a position; without Redis the member joins all the same, and is told when it comes.
        await Bus.StartAsync().WaitAsync(cancellationToken);
        return Local.Add(group, channel);
    }

    public async ValueTask<GroupPosition?> GroupAddAsync(
        string group, string channel, GroupPosition from, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        await Bus.StartAsync().WaitAsync(cancellationToken);
        if (await OutsideDelivery(() => Local.Add(group, channel, from)) is { } position)
            return position;
        return from.Epoch == Local.Numbering.Epoch && await _gaps.ExtendAsync(group, isChannel: false, cancellationToken)
            ? Local.Add(group, channel, from)
            : null;
    }

    public ValueTask GroupDiscardAsync(string group, string channel, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        Local.Discard(group, channel);
        return default;
    }

    public ValueTask GroupSendAsync(string group, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        CheckSize(message);
        return _publisher.SendAsync(BusKind.Group, group, message, cancellationToken);
    }

    public void GroupSend(string group, ReadOnlyMemory<byte> message)
    {
        ChannelNames.Check(group);
        CheckSize(message);
        _publisher.Send(BusKind.Group, group, message);
    }

    public ValueTask SendAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(channel);
        CheckSize(message);
        return ProcessChannelNames.IsSocket(channel)
            ? _publisher.SendAsync(BusKind.Channel, channel, message, cancellationToken)
            : WorkQueues.SendAsync(channel, message, cancellationToken);
    }

    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(string channel, CancellationToken cancellationToken)
    {
        ProcessChannelNames.CheckWorkQueue(channel);
        _ = Bus.StartAsync(); // For the wake-ups; the poll does without.
        return WorkQueues.ReceiveAsync(channel, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await _tails.DisposeAsync();
        await _gaps.DisposeAsync();
        await _link.DisposeAsync();
        _history.Dispose();
        WorkQueues.WakeAll();
    }

    public void Dispose() => Task.Run(async () => await DisposeAsync()).Wait(_options.OperationTimeout * 2);

    void Deliver(BusMessage message)
    {
        _feed.Take(message);
        if (message.Kind == BusKind.Queue)
            WorkQueues.Wake(message.Name);
    }

    // What was missed is given under the group's fan-out lock, and a thread inside a receiver holds one already.
    static async ValueTask<T> OutsideDelivery<T>(Func<T> work) => LocalNesting.IsDelivering ? await Task.Run(work) : work();

    void CheckSize(ReadOnlyMemory<byte> message)
    {
        if (message.Length > _options.MaxMessageBytes)
            throw new ChannelLayerException(
                $"A message may have {_options.MaxMessageBytes} bytes (RedisChannelLayerOptions.MaxMessageBytes) but has " +
                $"{message.Length}. Send less at once, or send a reference and let the receivers read the rest.");
    }
}
