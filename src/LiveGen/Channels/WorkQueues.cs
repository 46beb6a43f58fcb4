using System.Threading.Channels;

namespace LiveGen.Channels;

/// <summary>The work queues of one process: bounded, first in first out, gone when empty and without a receiver.</summary>
internal sealed class WorkQueues(int capacity)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, WorkQueue> _queues = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate)
                return _queues.Count;
        }
    }

    public void Send(string channel, ReadOnlyMemory<byte> message)
    {
        lock (_gate)
            if (GetOrAdd(channel).Messages.Writer.TryWrite(message))
                return;
        throw new ChannelLayerException(Full(channel, capacity));
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(string channel, CancellationToken cancellationToken)
    {
        WorkQueue queue;
        lock (_gate)
        {
            queue = GetOrAdd(channel);
            queue.Receivers++;
        }
        try
        {
            return await queue.Messages.Reader.ReadAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
                if (--queue.Receivers == 0 && queue.Messages.Reader.Count == 0)
                    _queues.Remove(channel);
        }
    }

    /// <summary>What both layers say when a work queue is full.</summary>
    public static string Full(string channel, int capacity) =>
        $"Work queue \"{channel}\" is full: it holds {capacity} messages already (LiveGenOptions.WorkQueueCapacity). " +
        "Run more workers that receive from it, send less, or raise the capacity.";

    WorkQueue GetOrAdd(string channel)
    {
        if (!_queues.TryGetValue(channel, out var queue))
            _queues.Add(channel, queue = new WorkQueue(capacity));
        return queue;
    }

    sealed class WorkQueue(int capacity)
    {
        public Channel<ReadOnlyMemory<byte>> Messages { get; } =
            Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(capacity));

        public int Receivers { get; set; }
    }
}
