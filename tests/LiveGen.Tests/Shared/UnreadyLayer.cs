using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveGen.Tests.Shared;

/// <summary>A layer in memory that cannot add anybody to one group as often as a test says, as one whose server is away.</summary>
sealed class UnreadyLayer(string group, TimeProvider time) : IChannelLayer, IDisposable
{
    readonly InMemoryChannelLayer _inner = new(Options.Create(new LiveGenOptions()), NullLogger<InMemoryChannelLayer>.Instance, time);
    readonly SemaphoreSlim _joined = new(0);
    int _failures;
    int _tries;

    /// <summary>How often joining fails from now on.</summary>
    public int Failures
    {
        get => Volatile.Read(ref _failures);
        set => Volatile.Write(ref _failures, value);
    }

    /// <summary>How often somebody has tried to join.</summary>
    public int Tries => Volatile.Read(ref _tries);

    public GroupPosition Position => _inner.Position;

    public bool IsShared => _inner.IsShared;

    /// <summary>Waits until somebody has joined once more.</summary>
    public async Task JoinedAsync(TimeSpan patience)
    {
        if (!await _joined.WaitAsync(patience))
            throw new TimeoutException($"Nobody has joined {group}.");
    }

    public async ValueTask<GroupPosition> GroupAddAsync(string name, string channel, CancellationToken cancellationToken)
    {
        if (name != group)
            return await _inner.GroupAddAsync(name, channel, cancellationToken);
        Interlocked.Increment(ref _tries);
        if (Interlocked.Decrement(ref _failures) >= 0)
            throw new ChannelLayerException("The layer is away.");
        var position = await _inner.GroupAddAsync(name, channel, cancellationToken);
        _joined.Release();
        return position;
    }

    public ValueTask<GroupPosition?> GroupAddAsync(string name, string channel, GroupPosition from, CancellationToken cancellationToken) =>
        _inner.GroupAddAsync(name, channel, from, cancellationToken);

    public string NewChannelName() => _inner.NewChannelName();

    public void Open(string channel, IChannelReceiver receiver) => _inner.Open(channel, receiver);

    public ValueTask<bool> OpenAsync(string channel, IChannelReceiver receiver, GroupPosition from, CancellationToken cancellationToken) =>
        _inner.OpenAsync(channel, receiver, from, cancellationToken);

    public void Close(string channel) => _inner.Close(channel);

    public ValueTask GroupDiscardAsync(string name, string channel, CancellationToken cancellationToken) =>
        _inner.GroupDiscardAsync(name, channel, cancellationToken);

    public ValueTask GroupSendAsync(string name, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        _inner.GroupSendAsync(name, message, cancellationToken);

    public void GroupSend(string name, ReadOnlyMemory<byte> message) => _inner.GroupSend(name, message);

    public ValueTask SendAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        _inner.SendAsync(channel, message, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(string channel, CancellationToken cancellationToken) =>
        _inner.ReceiveAsync(channel, cancellationToken);

    public void Dispose()
    {
        _inner.Dispose();
        _joined.Dispose();
    }
}
