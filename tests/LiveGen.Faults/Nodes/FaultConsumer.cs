namespace LiveGen.Faults.Nodes;

/// <summary>Joins the groups in its route, passes their events on, and answers callbacks.</summary>
public sealed class FaultConsumer : LiveGenWebSocketConsumer, IHandle<Numbered>, IHandle<Bulk>, IReceive<Echo>, IReceive<Repeat>
{
    /// <summary>What stands before the key of a callback that runs, on the node's standard output.</summary>
    public const string RanLine = "ran ";

    /// <summary>Between the groups of a route.</summary>
    public const char Separator = '_';

    static int s_open;
    bool _isOpen;

    /// <summary>Sockets that this process believes to be open.</summary>
    public static int OpenCount => Volatile.Read(ref s_open);

    /// <inheritdoc/>
    protected override IEnumerable<string> Groups => ((string)RouteValues["groups"]!).Split(Separator);

    /// <inheritdoc/>
    protected override ValueTask OnConnectedAsync()
    {
        _isOpen = true;
        Interlocked.Increment(ref s_open);
        return default;
    }

    /// <inheritdoc/>
    protected override ValueTask OnDisconnectedAsync(int? closeCode)
    {
        if (_isOpen)
            Interlocked.Decrement(ref s_open);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask HandleAsync(Numbered message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Dispatch(null, PageEvents.Numbered, message);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask HandleAsync(Bulk message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Dispatch(null, PageEvents.Bulk, message.Text);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask ReceiveAsync(Echo message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return RunAsync(message.Key);
    }

    /// <inheritdoc/>
    public ValueTask ReceiveAsync(Repeat message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return RunAsync(message.Key);
    }

    static ValueTask RunAsync(string key)
    {
        // A pipe keeps what was written to it, also when this process is killed the moment after.
        Console.Out.WriteLine(RanLine + key);
        Dispatch(null, PageEvents.Replied, key);
        return default;
    }
}
