using LiveGen.Channels;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// Work queues as Redis lists. The bus wakes waiting workers, a slow poll is the fallback, and LPOP gives each message
/// to one of them. A message that was taken is not in Redis any more: if its worker dies, it is gone (at most once).
/// </summary>
internal sealed class RedisWorkQueues(
    CommandLink link, RedisChannelLayerOptions options, int capacity, TimeProvider time, ILogger<RedisWorkQueues> logger)
{
    readonly RedisKeys _keys = new(options.KeyPrefix);
    readonly Lock _gate = new();
    readonly Dictionary<string, Waiters> _waiting = new(StringComparer.Ordinal);

    /// <summary>Queues that somebody here receives from.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    public async ValueTask SendAsync(string name, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var added = await link.EvaluateAsync($"send to work queue \"{name}\"", Scripts.Enqueue,
            [_keys.Queue(name), _keys.Counter, _keys.Epoch],
            [capacity, Payloads.ToValue(message), _keys.Bus, BusMessage.Head(BusKind.Queue, name)], cancellationToken);
        if ((int)added == 0)
            throw new ChannelLayerException(WorkQueues.Full(name, capacity));
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(string name, CancellationToken cancellationToken)
    {
        var waiters = Enter(name);
        try
        {
            var isReadable = true;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Asked for before looking: a message that comes in between has then completed it.
                var wakeUp = waiters.WakeUp;
                try
                {
                    if (await TakeAsync(name) is { } message)
                        return message;
                    isReadable = true;
                }
                catch (ChannelLayerException exception)
                {
                    if (isReadable)
                        logger.QueueUnreadable(name, exception.Message);
                    isReadable = false;
                }
                await wakeUp.WaitAsync(isReadable ? options.WorkQueuePollInterval : options.ProbeInterval, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            Exit(name, waiters);
        }
    }

    /// <summary>Lets this process' workers of a queue look into it.</summary>
    public void Wake(string name)
    {
        lock (_gate)
            if (_waiting.TryGetValue(name, out var waiters))
                waiters.Wake();
    }

    /// <summary>Lets all workers of this process look, and so find that the layer is disposed.</summary>
    public void WakeAll()
    {
        lock (_gate)
            foreach (var waiters in _waiting.Values)
                waiters.Wake();
    }

    /// <summary>Not cancellable: a message that has left Redis must arrive, also when its receiver is just giving up.</summary>
    async ValueTask<byte[]?> TakeAsync(string name) =>
        (byte[]?)await link.EvaluateAsync($"receive from work queue \"{name}\"", Scripts.Dequeue, [_keys.Queue(name)], [],
            CancellationToken.None, late: taken => PutBack(name, (byte[]?)taken));

    async void PutBack(string name, byte[]? message)
    {
        if (message is null)
            return;
        try
        {
            await link.EvaluateAsync($"put a message back into work queue \"{name}\"", Scripts.PutBack,
                [_keys.Queue(name)], [message], CancellationToken.None);
            Wake(name);
        }
#pragma warning disable CA1031 // async void: nobody is there to take it.
        catch (Exception)
#pragma warning restore CA1031
        {
            logger.QueueMessageLost(name);
        }
    }

    Waiters Enter(string name)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(name, out var waiters))
                _waiting.Add(name, waiters = new Waiters());
            waiters.Count++;
            return waiters;
        }
    }

    void Exit(string name, Waiters waiters)
    {
        lock (_gate)
            if (--waiters.Count == 0)
                _waiting.Remove(name);
    }

    sealed class Waiters
    {
        volatile TaskCompletionSource _wakeUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }

        public Task WakeUp => _wakeUp.Task;

        public void Wake()
        {
            var old = _wakeUp;
            _wakeUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
            old.SetResult();
        }
    }
}
