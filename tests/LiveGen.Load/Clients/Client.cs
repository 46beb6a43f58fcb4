using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveGen.Load.Clients;

/// <summary>
/// One socket that reads WebSocket frames and notes those that carry a stamp. No <c>ClientWebSocket</c>: the client shares
/// its machine with the server and should cost little.
/// </summary>
sealed class Client(Dialect dialect, Deliveries deliveries) : IDisposable
{
    const int BufferBytes = 8192;
    const byte Ping = 9;

    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] _buffer = new byte[BufferBytes];
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? _hello = dialect.Hello;
    int _length;

    /// <summary>Fetches the page, where there is one.</summary>
    public async Task VisitAsync(int port, string query)
    {
        if (dialect.HasPage)
            _hello = await PageHello.FetchAsync(port, query);
    }

    public async Task ConnectAsync(int port, string query)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port);
        var protocol = dialect.Subprotocol is { } name ? $"Sec-WebSocket-Protocol: {name}\r\n" : "";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /ws{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{protocol}\r\n"));
        await ReadAnswerAsync();
        if (_hello is { } hello)
            await _socket.SendAsync(Frame(1, Encoding.UTF8.GetBytes(hello)));
        else
            _ready.TrySetResult();
        _ = ReadAsync();
        await _ready.Task;
    }

    public void Dispose() => _socket.Dispose();

    async Task ReadAnswerAsync()
    {
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_length));
            _length += read;
            var end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8);
            if (read == 0 || (end >= 0 && !_buffer.AsSpan().StartsWith("HTTP/1.1 101"u8)))
                throw new IOException($"The handshake was refused: {Encoding.ASCII.GetString(_buffer, 0, _length)}");
            if (end < 0)
                continue;
            Drop(end + 4);
            return;
        }
    }

    async Task ReadAsync()
    {
        try
        {
            do
            {
                while (TryTakeFrame())
                {
                }
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(_length));
                if (read == 0)
                    break;
                _length += read;
            }
            while (true);
            deliveries.Lost();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            deliveries.Lost();
        }
    }

    bool TryTakeFrame()
    {
        var bytes = _buffer.AsSpan(0, _length);
        if (bytes.Length < 2)
            return false;
        var (head, payload) = bytes[1] switch
        {
            < 126 => (2, bytes[1]),
            126 when bytes.Length >= 4 => (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            126 => (4, BufferBytes),
            _ => throw new InvalidDataException("A frame is longer than any that is sent."),
        };
        if (bytes.Length < head + payload)
            return false;
        Take((byte)(bytes[0] & 0x0F), bytes.Slice(head, payload));
        Drop(head + payload);
        return true;
    }

    void Take(byte opcode, ReadOnlySpan<byte> payload)
    {
        if (opcode == Ping)
            _socket.Send(Frame(10, payload));
        else if (!payload.Contains((byte)'@'))
            _ready.TrySetResult(); // the answer to hello; later ones are heartbeats
        else
            NoteAll(payload);
    }

    // SignalR puts several messages into one frame when they wait for the socket.
    void NoteAll(ReadOnlySpan<byte> payload)
    {
        for (var stamp = payload.IndexOf((byte)'@'); stamp >= 0; stamp = payload.IndexOf((byte)'@'))
        {
            deliveries.Note(payload[stamp..]);
            payload = payload[(stamp + Deliveries.StampBytes)..];
        }
    }

    void Drop(int count)
    {
        _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
        _length -= count;
    }

    // Masked, as a client's must be, with the mask 0.
    static byte[] Frame(byte opcode, ReadOnlySpan<byte> payload) => payload.Length < 126
        ? [(byte)(0x80 | opcode), (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]
        : [(byte)(0x80 | opcode), 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload];
}
