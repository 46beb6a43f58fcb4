using LiveGen.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.Channels;

/// <summary>The channel layer of a single process, and the default. Every send has been delivered when it returns.</summary>
internal sealed class InMemoryChannelLayer(IOptions<LiveGenOptions> options, ILogger<InMemoryChannelLayer> logger)
    : IChannelLayer
{
    readonly ProcessChannelNames _names = new();

    internal LocalChannels Local { get; } = new(logger);
    internal WorkQueues WorkQueues { get; } = new(options.Value.WorkQueueCapacity);

    public string NewChannelName() => _names.Next();

    public void Open(string channel, IChannelReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        _names.CheckOwn(channel);
        Local.Open(channel, receiver);
    }

    public void Close(string channel)
    {
        ChannelNames.Check(channel);
        Local.Close(channel);
    }

    public ValueTask GroupAddAsync(string group, string channel, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        Local.Add(group, channel);
        return default;
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
        cancellationToken.ThrowIfCancellationRequested();
        GroupSend(group, message);
        return default;
    }

    public void GroupSend(string group, ReadOnlyMemory<byte> message)
    {
        ChannelNames.Check(group);
        Local.DeliverToGroup(group, message);
    }

    public ValueTask SendAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(channel);
        cancellationToken.ThrowIfCancellationRequested();
        if (ProcessChannelNames.IsSocket(channel))
            Local.DeliverToChannel(channel, message);
        else
            WorkQueues.Send(channel, message);
        return default;
    }

    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(string channel, CancellationToken cancellationToken)
    {
        ProcessChannelNames.CheckWorkQueue(channel);
        return WorkQueues.ReceiveAsync(channel, cancellationToken);
    }
}
