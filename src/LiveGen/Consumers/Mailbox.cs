using LiveGen.Channels;

namespace LiveGen.Consumers;

/// <summary>
/// Runs the calls of one consumer one at a time, in order. It holds memory only while calls wait.
/// </summary>
/// <param name="run">Runs one call; must not throw.</param>
/// <param name="limit">The most calls that may wait.</param>
sealed class Mailbox(Func<object, ValueTask> run, int limit) : IThreadPoolWorkItem
{
    readonly Lock _gate = new();

    // Calls that start on a thread of the fan-out still see the request's culture and its other ambient values.
    readonly ExecutionContext? _context = ExecutionContext.Capture();

    Queue<object>? _waiting;
    object? _next;
    TaskCompletionSource? _idle;
    int _ordered;
    bool _running;
    bool _stopped;

    /// <summary>Adds a call; false when too many wait. After <see cref="StopAsync"/> calls are dropped.</summary>
    /// <param name="call">The call.</param>
    /// <param name="inline">Whether it may start on the caller's thread.</param>
    public bool TryPost(object call, bool inline)
    {
        lock (_gate)
        {
            if (_stopped)
                return true;
            if (_running)
                return TryQueue(call);
            Count(call, 1);
            _running = true;
            _next = call;
        }
        if (inline)
            _ = PumpAsync();
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <summary>Adds a message behind the group's earlier ones, if any still wait or run.</summary>
    /// <param name="call">The message.</param>
    /// <param name="full">Whether too many calls wait.</param>
    /// <returns>False when nothing is before it and the caller may handle it at once.</returns>
    public bool TryPostBehind(ChannelMessage call, out bool full)
    {
        lock (_gate)
        {
            full = false;
            if (_ordered == 0 || _stopped)
                return _stopped;
            full = !TryQueue(call);
            return true;
        }
    }

    /// <summary>Drops the calls that wait and takes no more; completes when the running one has ended.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopped = true;
            _waiting = null;
            if (!_running)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_context is null)
            _ = PumpAsync();
        else
            ExecutionContext.Run(_context, static mailbox => _ = ((Mailbox)mailbox!).PumpAsync(), this);
    }

    async Task PumpAsync()
    {
        while (_next is { } call)
        {
            await run(call);
            MoveNext(call);
        }
    }

    void MoveNext(object call)
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            Count(call, -1);
            if (_waiting is null || !_waiting.TryDequeue(out _next))
            {
                _next = null;
                _waiting = null;
                _running = false;
                idle = _idle;
            }
        }
        idle?.TrySetResult();
    }

    bool TryQueue(object call)
    {
        if (_waiting?.Count >= limit)
            return false;
        (_waiting ??= new Queue<object>()).Enqueue(call);
        Count(call, 1);
        return true;
    }

    // A page's own callbacks have no place in a group's order: nothing waits for them.
    void Count(object call, int change)
    {
        if (call is not CallbackCall)
            _ordered += change;
    }
}
