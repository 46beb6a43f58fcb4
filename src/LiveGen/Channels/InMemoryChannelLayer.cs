using LiveGen.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.Channels;

/// <summary>The channel layer of a single process, and the default. Every send has been delivered when it returns.</summary>
internal sealed class InMemoryChannelLayer : IChannelLayer, IDisposable
{
    readonly ProcessChannelNames _names = new();
    readonly HistoryKeeper _history;

    public InMemoryChannelLayer(IOptions<LiveGenOptions> options, ILogger<InMemoryChannelLayer> logger, TimeProvider time)
    {
        _history = new HistoryKeeper(options.Value, time);
        Local = new LocalChannels(logger, _history, new Numbering(GroupPosition.NewEpoch()));
        WorkQueues = new WorkQueues(options.Value.WorkQueueCapacity);
    }

    internal LocalChannels Local { get; }
    internal WorkQueues WorkQueues { get; }

    public GroupPosition Position => Local.Numbering.Position;

    public bool IsShared => false;

    public string NewChannelName() => _names.Next();

    public void Open(string channel, IChannelReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ProcessChannelNames.CheckSocket(channel);
        Local.Open(channel, receiver);
    }

    public ValueTask<bool> OpenAsync(
        string channel, IChannelReceiver receiver, GroupPosition from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ProcessChannelNames.CheckSocket(channel);
        return OutsideDelivery(() => Local.Open(channel, receiver, from));
    }

    public void Close(string channel)
    {
        ChannelNames.Check(channel);
        Local.Close(channel);
    }

    public ValueTask<GroupPosition> GroupAddAsync(string group, string channel, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        return new(Local.Add(group, channel));
    }

    public ValueTask<GroupPosition?> GroupAddAsync(
        string group, string channel, GroupPosition from, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        ChannelNames.Check(channel);
        return OutsideDelivery(() => Local.Add(group, channel, from));
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
        Local.DeliverToGroup(group, message, MessageTrace.Current);
    }

    public ValueTask SendAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(channel);
        cancellationToken.ThrowIfCancellationRequested();
        if (ProcessChannelNames.IsSocket(channel))
            Local.DeliverToChannel(channel, message, MessageTrace.Current);
        else
            WorkQueues.Send(channel, message);
        return default;
    }

    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(string channel, CancellationToken cancellationToken)
    {
        ProcessChannelNames.CheckWorkQueue(channel);
        return WorkQueues.ReceiveAsync(channel, cancellationToken);
    }

    public void Dispose() => _history.Dispose();

    // What was missed is given under the group's fan-out lock, and a thread inside a receiver holds one already.
    static ValueTask<T> OutsideDelivery<T>(Func<T> work) =>
        LocalNesting.IsDelivering ? new(Task.Run(work)) : new(work());
}
