using System.Net.WebSockets;
using System.Text;

namespace LiveGen.Tests.Consumers;

/// <summary>A socket that takes frames at once, or holds them until the test lets them go.</summary>
sealed class FakeWebSocket : WebSocket
{
    readonly TaskCompletionSource<ValueWebSocketReceiveResult> _receive = new();
    TaskCompletionSource? _held;
    WebSocketState _state = WebSocketState.Open;
    WebSocketCloseStatus? _closeStatus;

    public List<string> Sent { get; } = [];

    public int SentFrames { get; private set; }

    /// <summary>Whether frames are remembered; off where allocations are measured.</summary>
    public bool Records { get; init; } = true;

    /// <summary>Whether the next send waits for <see cref="Release"/>.</summary>
    public bool Holds { get; set; }

    public int Outstanding { get; private set; }

    /// <summary>Runs when the page's close frame has been read and is not answered yet.</summary>
    public Action? Closing { get; set; }

    public override WebSocketCloseStatus? CloseStatus => _closeStatus;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State
    {
        get
        {
            if (_state == WebSocketState.CloseReceived)
                Closing?.Invoke();
            return _state;
        }
    }

    public override string? SubProtocol => null;

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        SentFrames++;
        if (Records)
            Sent.Add(Encoding.UTF8.GetString(buffer.Span));
        return Holds ? new ValueTask(HoldAsync()) : default;
    }

    /// <summary>The page's close frame comes.</summary>
    public void CloseByPage(WebSocketCloseStatus status)
    {
        (_state, _closeStatus) = (WebSocketState.CloseReceived, status);
        _receive.SetResult(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true));
    }

    /// <summary>Lets the held send go, or fail.</summary>
    public void Release(Exception? error = null)
    {
        var held = _held!;
        _held = null;
        if (error is null)
            held.SetResult();
        else
            held.SetException(error);
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        Sent.Add($"close {(int)closeStatus} {statusDescription}");
        return Holds ? HoldAsync() : Task.CompletedTask;
    }

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _receive.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
        if (_held is not null)
            Release(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
    }

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        new(_receive.Task);

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Dispose() { }

    async Task HoldAsync()
    {
        if (++Outstanding > 1)
            throw new InvalidOperationException("two sends at once");
        _held = new TaskCompletionSource();
        try
        {
            await _held.Task;
        }
        finally
        {
            Outstanding--;
        }
    }
}
