using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// Writes one socket's frames in order, one at a time. A frame for an idle socket is written at once on the caller's
/// thread and costs no memory; frames for a busy one wait in a bounded queue.
/// </summary>
/// <remarks>
/// A send that does not complete at once continues through one delegate that is made then and kept, not through an
/// async method per frame. Whoever holds <c>_sending</c> is the only one to touch the socket's sending half. Whatever a
/// send throws, the socket is lost; the reading half learns of it too and ends the connection.
/// </remarks>
sealed class Outbound(WebSocket socket, LiveGenOptions options, TimeProvider time, SocketTransport? transport = null)
{
    // A queue that a slow moment made longer than this is not kept.
    const int KeptCapacity = 16;

    readonly Lock _gate = new();

    Queue<SocketFrame>? _waiting;
    long _waitingBytes;
    bool _sending;
    bool _isPast;
    bool _ended;
    int _closeCode;
    string? _closeReason;
    Action? _onSent;
    ValueTaskAwaiter _pending;
    TaskCompletionSource? _finished;

    /// <summary>When the send that is under way began, as a timestamp of the time provider; 0 when none waits.</summary>
    public long SendingSince { get; private set; }

    /// <summary>Sends a frame or queues it; false when the queue is full, and then the frame is lost.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="ahead">What belongs right ahead of it, if anything; left out when there is no room for both.</param>
    public bool TrySend(SocketFrame frame, ReadOnlyMemory<byte> ahead = default)
    {
        lock (_gate)
        {
            if (_ended || _closeCode != 0)
                return true;
            if (_sending)
                return TryQueue(frame, ahead);
            _sending = true;
            if (!ahead.IsEmpty)
            {
                Queue(frame);
                frame = ahead;
            }
        }
        Pump(frame);
        return true;
    }

    /// <summary>Sends a close frame behind the frames that wait; only the first call counts, later frames are dropped.</summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">At most 123 bytes of UTF-8.</param>
    /// <param name="flush">Whether the waiting frames go out first.</param>
    public void Close(int code, string? reason, bool flush)
    {
        lock (_gate)
        {
            if (_ended || _closeCode != 0)
                return;
            (_closeCode, _closeReason) = (code, reason);
            if (!flush)
                DropQueue();
            if (_sending)
                return;
            _sending = true;
        }
        PumpClose();
    }

    /// <summary>Completes when nothing is being sent and nothing will be.</summary>
    public Task FinishedAsync()
    {
        lock (_gate)
        {
            if (!_sending)
            {
                _ended = true;
                return Task.CompletedTask;
            }
            return (_finished ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Stops sending: what waits is dropped. The caller aborts the socket.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _ended = true;
            DropQueue();
        }
    }

    bool TryQueue(SocketFrame frame, ReadOnlyMemory<byte> ahead)
    {
        if (!ahead.IsEmpty && HasRoom(2, ahead.Length + frame.Length))
            Queue(ahead);
        else if (!HasRoom(1, frame.Length))
            return false;
        Queue(frame);
        return true;
    }

    // A page's largest frame says nothing about its reader: one of any size may wait.
    bool HasRoom(int frames, int bytes) => _waiting is not { Count: > 0 }
        || _waiting.Count + frames <= options.MaxQueuedFrames && _waitingBytes + bytes <= options.MaxQueuedBytes;

    void Queue(SocketFrame frame)
    {
        (_waiting ??= new Queue<SocketFrame>()).Enqueue(frame);
        _waitingBytes += frame.Length;
    }

    // Sends until a send does not complete at once or nothing waits.
    void Pump(SocketFrame frame)
    {
        do
        {
            ValueTask send;
            try
            {
                send = Begin(frame);
            }
            catch (Exception)
            {
                End();
                return;
            }
            if (!send.IsCompletedSuccessfully)
            {
                Continue(send);
                return;
            }
            send.GetAwaiter().GetResult();
            EndPast();
        }
        while (TryNext(out frame));
    }

    // Past the socket what has its header already, if there is a way and the socket is silent.
    ValueTask Begin(SocketFrame frame)
    {
        ValueTask written = default;
        _isPast = transport is not null && !frame.Whole.IsEmpty && transport.TryBeginFrame(frame.Whole, out written);
        return _isPast ? written : socket.SendAsync(frame.Message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    void EndPast()
    {
        if (_isPast)
            transport!.EndFrame();
        _isPast = false;
    }

    void PumpClose()
    {
        ValueTask close;
        try
        {
            close = new ValueTask(socket.CloseOutputAsync((WebSocketCloseStatus)_closeCode, _closeReason, CancellationToken.None));
        }
        catch (Exception)
        {
            End();
            return;
        }
        lock (_gate)
            _ended = true;
        Continue(close);
    }

    void Continue(ValueTask send)
    {
        SendingSince = time.GetTimestamp();
        _pending = send.GetAwaiter();
        if (_pending.IsCompleted)
            OnSent();
        else
            _pending.UnsafeOnCompleted(_onSent ??= OnSent);
    }

    void OnSent()
    {
        SendingSince = 0;
        var sent = _pending;
        _pending = default;
        EndPast();
        try
        {
            sent.GetResult();
        }
        catch (Exception)
        {
            End();
            return;
        }
        if (TryNext(out var frame))
            Pump(frame);
    }

    // The next frame; or the close frame, sent here; or the end of sending.
    bool TryNext(out SocketFrame frame)
    {
        frame = default;
        lock (_gate)
        {
            if (!_ended && _waiting is not null && _waiting.TryDequeue(out frame))
            {
                _waitingBytes -= frame.Length;
                if (_waiting.Count == 0 && _waiting.Capacity > KeptCapacity)
                    _waiting = null;
                return true;
            }
            if (_ended || _closeCode == 0)
            {
                _sending = false;
                _finished?.TrySetResult();
                return false;
            }
        }
        PumpClose();
        return false;
    }

    void End()
    {
        lock (_gate)
        {
            _ended = true;
            _sending = false;
            DropQueue();
            _finished?.TrySetResult();
        }
    }

    void DropQueue()
    {
        _waiting = null;
        _waitingBytes = 0;
    }
}
