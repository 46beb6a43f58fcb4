using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// Runs the calls of one consumer one at a time, in order. It holds memory only while calls wait.
/// </summary>
/// <param name="runner">Whose calls these are.</param>
/// <param name="options">How many of them, and how many bytes of callbacks, may wait; one of any size may.</param>
sealed class Mailbox(ICallRunner runner, LiveGenOptions options) : IThreadPoolWorkItem
{
    readonly Lock _gate = new();

    // Calls that start on a thread of the fan-out still see the request's culture and its other ambient values.
    readonly ExecutionContext? _context = ExecutionContext.Capture();

    Queue<object>? _waiting;
    TaskCompletionSource? _idle;

    // The call that the thread pool starts with. Every other call is handed over from inside the lock, so that there is
    // one pump at a time and no call that two could see.
    object? _first;

    long _waitingBytes;
    int _ordered;
    bool _running;
    bool _stopped;

    /// <summary>How many calls wait or run that a group's commands must not overtake.</summary>
    public int Ordered
    {
        get
        {
            lock (_gate)
                return _ordered;
        }
    }

    /// <summary>Whether no call waits or runs that a group's messages must not overtake.</summary>
    public bool IsQuiet => Volatile.Read(ref _ordered) == 0;

    /// <summary>Runs something that the caller's request has nothing to do with.</summary>
    public Task InContext<TState>(Func<TState, Task> work, TState state)
    {
        if (_context is null)
            return work(state);
        Task? running = null;
        ExecutionContext.Run(_context, _ => running = work(state), null);
        return running!;
    }

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
            if (!inline)
                _first = call;
        }
        if (inline)
            _ = PumpAsync(call);
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
        full = false;
        // Mostly nothing waits, and a group's messages come one at a time: no lock. With the receiver beside the membership
        // (LocalMembership), 25 of the 125 ns that a member costs beside its frame.
        if (Volatile.Read(ref _ordered) == 0 && !Volatile.Read(ref _stopped))
            return false;
        lock (_gate)
        {
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
            _waitingBytes = 0;
            if (!_running)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_context is null)
            PumpFirst();
        else
            ExecutionContext.Run(_context, static mailbox => ((Mailbox)mailbox!).PumpFirst(), this);
    }

    void PumpFirst()
    {
        object first;
        lock (_gate)
        {
            first = _first!;
            _first = null;
        }
        _ = PumpAsync(first);
    }

    async Task PumpAsync(object call)
    {
        do
        {
            try
            {
                await runner.RunAsync(call);
            }
            catch (Exception e)
            {
                // Whoever waits for the mailbox to become idle would wait for ever if one call could end the pump.
                runner.OnEscaped(e);
            }
        }
        while (TryMoveNext(ref call));
    }

    bool TryMoveNext(ref object call)
    {
        TaskCompletionSource? idle;
        lock (_gate)
        {
            Count(call, -1);
            if (_waiting is not null && _waiting.TryDequeue(out var next))
            {
                _waitingBytes -= BytesOf(next);
                call = next;
                return true;
            }
            _waiting = null;
            _running = false;
            idle = _idle;
        }
        idle?.TrySetResult();
        return false;
    }

    bool TryQueue(object call)
    {
        var bytes = BytesOf(call);
        if (_waiting?.Count >= options.MaxQueuedCalls || bytes > 0 && _waitingBytes > 0 && _waitingBytes + bytes > options.MaxQueuedCallBytes)
            return false;
        _waitingBytes += bytes;
        (_waiting ??= new Queue<object>()).Enqueue(call);
        Count(call, 1);
        return true;
    }

    // Only what the page sent for this socket alone: an event's bytes are shared by all who get it.
    static int BytesOf(object call) => (call as CallbackCall)?.Bytes ?? 0;

    // A page's own callbacks have no place in a group's order: nothing waits for them.
    void Count(object call, int change)
    {
        if (call is not CallbackCall)
            Volatile.Write(ref _ordered, _ordered + change); // what the call did is seen by whoever reads 0
    }
}
