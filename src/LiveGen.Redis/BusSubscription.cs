using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// The multiplexer that listens to the bus, apart from the one for commands: neither can hold up the other. When it is
/// replaced, the old one is silenced before the new one subscribes, so that no message comes twice.
/// </summary>
internal sealed class BusSubscription(
    RedisConnector connector, string bus, TimeSpan timeout, TimeProvider time, Action<byte[]> received, Action lost)
{
    volatile object? _current;

    /// <summary>Null while there is none.</summary>
    public ConnectionMultiplexer? Multiplexer { get; private set; }

    /// <summary>Whether the connection stands; being subscribed is for probes to prove.</summary>
    public bool IsConnected => Multiplexer is { IsConnected: true };

    /// <summary>Listens on a new connection. If it throws, there is none.</summary>
    public async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        Stop();
        var mine = _current = new object();
        var multiplexer = await connector.ConnectAsync(cancellationToken);
        Multiplexer = multiplexer;
        multiplexer.ConnectionFailed += (_, failed) =>
        {
            if (failed.ConnectionType == ConnectionType.Subscription && _current == mine)
                lost();
        };
        var subscribing = multiplexer.GetSubscriber().SubscribeAsync(
            new RedisChannel(bus, RedisChannel.PatternMode.Literal),
            (_, value) =>
            {
                if (_current == mine && (byte[]?)value is { } data)
                    received(data);
            });
        await subscribing.WaitAsync(timeout, time, cancellationToken);
        await Threads.LeaveClient();
    }

    public void Stop()
    {
        _current = null;
        RedisConnector.Abandon(Multiplexer);
        Multiplexer = null;
    }
}
