using System.Collections.Concurrent;

namespace LiveGen.Consumers;

/// <summary>The sockets whose users are to be asked about, a few at a time: a database behind it must not feel how many are open.</summary>
sealed class Rechecks
{
    internal const int AtOnce = 8;

    // One that takes longer is given up until the next time; its place is free again.
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    readonly ConcurrentQueue<Connection> _waiting = new();
    int _running;

    /// <summary>Adds a socket, which is in line once at most.</summary>
    public void Add(Connection connection)
    {
        _waiting.Enqueue(connection);
        Start();
    }

    void Start()
    {
        if (Interlocked.Increment(ref _running) <= AtOnce)
            ThreadPool.UnsafeQueueUserWorkItem(static me => _ = me.RunAsync(), this, preferLocal: false);
        else
            Interlocked.Decrement(ref _running);
    }

    async Task RunAsync()
    {
        while (_waiting.TryDequeue(out var connection))
            await connection.RecheckAsync(Limit);
        Interlocked.Decrement(ref _running);
        if (!_waiting.IsEmpty) // added after the last look, when no place was free
            Start();
    }
}
