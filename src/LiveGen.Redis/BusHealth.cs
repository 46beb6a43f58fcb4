namespace LiveGen.Redis;

/// <summary>Whether this process hears the bus, proved by its own probes; and signals to wait for.</summary>
internal sealed class BusHealth
{
    readonly Lock _gate = new();
    TaskCompletionSource _live = New();
    TaskCompletionSource _lost = New();
    long _probes;
    long _counts;

    /// <summary>Completes when a probe sent after the last loss has come back.</summary>
    public Task Live
    {
        get
        {
            lock (_gate)
                return _live.Task;
        }
    }

    /// <summary>Completes at the next loss.</summary>
    public Task NextLoss
    {
        get
        {
            lock (_gate)
                return _lost.Task;
        }
    }

    /// <summary>The number of the probe about to be sent.</summary>
    public long NextProbe()
    {
        lock (_gate)
            return ++_probes;
    }

    /// <summary>A probe of ours came back; true when that ends a loss. One sent before the loss proves nothing.</summary>
    public bool Returned(long probe)
    {
        lock (_gate)
            return probe > _counts && _live.TrySetResult();
    }

    /// <summary>The connection is gone or stuck; true when it was live until now.</summary>
    public bool Lost()
    {
        lock (_gate)
        {
            _counts = _probes;
            if (!_live.Task.IsCompleted)
                return false;
            _live = New();
            _lost.SetResult();
            _lost = New();
            return true;
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
