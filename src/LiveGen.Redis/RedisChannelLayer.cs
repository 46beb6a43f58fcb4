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
        Bus = new Bus(connector, _link, options, time, loggers.CreateLogger<Bus>(), Deliver);
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

    public GroupPosition Position => Local.Numbering.Position;

    public string NewChannelName() => _names.Next();

    public void Open(string channel, IChannelReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ProcessChannelNames.CheckSocket(channel);
        Local.Open(channel, receiver);
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
        return false;
    }

    public async ValueTask<GroupPosition> GroupAddAsync(
        string group, string channel, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        var position = Local.Add(group, channel);
        await Bus.StartAsync().WaitAsync(cancellationToken);
        return position;
    }

    public async ValueTask<GroupPosition?> GroupAddAsync(
        string group, string channel, GroupPosition from, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        await Bus.StartAsync().WaitAsync(cancellationToken);
        return ChannelNames.IsEphemeral(group) ? Local.Add(group, channel) : null;
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
        return Bus.PublishAsync($"send to group \"{group}\"", BusKind.Group, group, message, cancellationToken);
    }

    public void GroupSend(string group, ReadOnlyMemory<byte> message)
    {
        ChannelNames.Check(group);
        CheckSize(message);
        Bus.Publish($"send to group \"{group}\"", BusKind.Group, group, message);
    }

    public ValueTask SendAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(channel);
        CheckSize(message);
        return ProcessChannelNames.IsSocket(channel)
            ? Bus.PublishAsync($"send to channel \"{channel}\"", BusKind.Channel, channel, message, cancellationToken)
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
        await _link.DisposeAsync();
        _history.Dispose();
        WorkQueues.WakeAll();
    }

    public void Dispose() => Task.Run(async () => await DisposeAsync()).Wait(_options.OperationTimeout * 2);

    void Deliver(BusMessage message)
    {
        switch (message.Kind)
        {
            case BusKind.Group:
                Local.PassToGroup(message.Name, message.Payload);
                break;
            case BusKind.Channel:
                Local.PassToChannel(message.Name, message.Payload);
                break;
            case BusKind.Queue:
                WorkQueues.Wake(message.Name);
                break;
        }
    }

    void CheckSize(ReadOnlyMemory<byte> message)
    {
        if (message.Length > _options.MaxMessageBytes)
            throw new ChannelLayerException(
                $"A message may have {_options.MaxMessageBytes} bytes (RedisChannelLayerOptions.MaxMessageBytes) but has " +
                $"{message.Length}. Send less at once, or send a reference and let the receivers read the rest.");
    }
}
