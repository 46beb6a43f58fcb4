using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace LiveGen.Faults.Pages;

/// <summary>One WebSocket: texts out in order, texts in, and the code it ended with.</summary>
sealed class Wire(HttpMessageInvoker http) : IDisposable
{
    /// <summary>Lost without a close frame.</summary>
    public const int Abnormal = 1006;

    static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(8);
    static readonly TimeSpan s_closeTimeout = TimeSpan.FromSeconds(1);

    readonly ClientWebSocket _socket = new();
    readonly Channel<string> _out = Channel.CreateUnbounded<string>();
    readonly CancellationTokenSource _ended = new();

    /// <summary>What the server answered instead of a socket; 0 when there was none.</summary>
    public int RefusedWith => _socket.State == WebSocketState.Closed ? (int)_socket.HttpStatusCode : 0;

    /// <summary>Connects and reads to the end; gives the close code.</summary>
    public async Task<int> RunAsync(Uri address, Action opened, Action<ReadOnlyMemory<byte>> received)
    {
        _socket.Options.AddSubProtocol("livegen.v1");
        _socket.Options.KeepAliveInterval = TimeSpan.Zero; // a browser sends no pings
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        var sending = Task.CompletedTask;
        try
        {
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token))
            {
                limit.CancelAfter(s_connectTimeout);
                await _socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, http, limit.Token);
            }
            sending = SendAllAsync();
            opened();
            await ReadAllAsync(received);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or HttpRequestException or SocketException or IOException)
        {
            // Lost, refused or given up.
        }
        _out.Writer.TryComplete();
        await _ended.CancelAsync();
        await sending;
        return (int?)_socket.CloseStatus ?? Abnormal;
    }

    public void Send(string text) => _out.Writer.TryWrite(text);

    /// <summary>Whether the page ended it.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>Says goodbye after what was sent; the answer is waited for shortly.</summary>
    public void Close()
    {
        IsLeft = true;
        _out.Writer.TryComplete();
    }

    /// <summary>Gives it up at once.</summary>
    public void Abandon() => _ = _ended.CancelAsync();

    public void Dispose()
    {
        _socket.Dispose();
        _ended.Dispose();
    }

    async Task SendAllAsync()
    {
        try
        {
            await foreach (var text in _out.Reader.ReadAllAsync(_ended.Token))
                await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _ended.Token);
            if (_socket.State == WebSocketState.Open)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _ended.Token);
            _ended.CancelAfter(s_closeTimeout);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The reader notices as well.
        }
    }

    async Task ReadAllAsync(Action<ReadOnlyMemory<byte>> received)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var read = await _socket.ReceiveAsync(buffer.AsMemory(length), _ended.Token);
            if (read.MessageType == WebSocketMessageType.Close)
                break;
            length += read.Count;
            if (!read.EndOfMessage)
                continue;
            received(buffer.AsMemory(0, length));
            length = 0;
        }
        if (_socket.State == WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(_socket.CloseStatus!.Value, null, _ended.Token);
    }
}
