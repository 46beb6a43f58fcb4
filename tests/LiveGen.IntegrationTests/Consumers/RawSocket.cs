using System.Net.Sockets;
using System.Text;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>A socket whose frames a test writes byte by byte, and which reads only when told to.</summary>
sealed class RawSocket : IDisposable
{
    readonly TcpClient _tcp = new() { ReceiveBufferSize = 4096 };
    NetworkStream _stream = null!;

    public static async Task<RawSocket> ConnectAsync(Uri address, string path = "/ws/lobby")
    {
        var raw = new RawSocket();
        await raw._tcp.ConnectAsync(address.Host, address.Port);
        raw._stream = raw._tcp.GetStream();
        await raw._stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: livegen.v1\r\n\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)await raw.ReadByteAsync());
        Xunit.Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
        return raw;
    }

    /// <summary>Opens a socket, says hello and waits until its consumer has connected.</summary>
    public static async Task<RawSocket> OpenAsync(Uri address)
    {
        var raw = await ConnectAsync(address);
        await raw.SendTextAsync("""["hello",{"v":1}]""");
        Xunit.Assert.StartsWith("""["welcome",""", Encoding.UTF8.GetString((await raw.ReceiveAsync()).Payload), StringComparison.Ordinal);
        await raw.SendTextAsync("""["ping"]"""); // the welcome goes out while the consumer is still at it
        Xunit.Assert.Equal("""["pong"]""", Encoding.UTF8.GetString((await raw.ReceiveAsync()).Payload));
        return raw;
    }

    public Task SendTextAsync(string text) => SendAsync(0x81, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a masked frame; the mask is zero, so the payload stands as it is.</summary>
    public async Task SendAsync(byte first, byte[] payload)
    {
        Xunit.Assert.InRange(payload.Length, 0, ushort.MaxValue);
        byte[] length = payload.Length < 126
            ? [(byte)(0x80 | payload.Length)]
            : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        await _stream.WriteAsync((byte[])[first, .. length, 0, 0, 0, 0, .. payload]);
    }

    public async Task SendBytesAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>The next frame's first byte and payload.</summary>
    public async Task<(int First, byte[] Payload)> ReceiveAsync()
    {
        var first = await ReadByteAsync();
        long length = await ReadByteAsync();
        if (length == 126)
            length = await ReadNumberAsync(2);
        else if (length == 127)
            length = await ReadNumberAsync(8);
        var payload = new byte[length];
        using var limit = new CancellationTokenSource(PageSocket.Patience);
        await _stream.ReadExactlyAsync(payload, limit.Token);
        return (first, payload);
    }

    /// <summary>Reads on to the close frame and returns its code.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (true)
        {
            var (first, payload) = await ReceiveAsync();
            if (first == 0x88)
                return payload[0] << 8 | payload[1];
        }
    }

    /// <summary>Reads to the end of the connection; true when it was cut or closed within the test's patience.</summary>
    public async Task<bool> IsCutAsync()
    {
        var sink = new byte[64 * 1024];
        using var limit = new CancellationTokenSource(PageSocket.Patience);
        try
        {
            while (await _stream.ReadAsync(sink, limit.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
        }
        return true;
    }

    public void Dispose() => _tcp.Dispose();

    async Task<long> ReadNumberAsync(int bytes)
    {
        long number = 0;
        for (var i = 0; i < bytes; i++)
            number = number << 8 | (byte)await ReadByteAsync();
        return number;
    }

    async Task<int> ReadByteAsync()
    {
        var one = new byte[1];
        using var limit = new CancellationTokenSource(PageSocket.Patience);
        await _stream.ReadExactlyAsync(one, limit.Token);
        return one[0];
    }
}
