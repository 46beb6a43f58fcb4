using System.Net.Sockets;

namespace LiveGen.Faults.Network;

/// <summary>One connection through a proxy: two sockets and the bytes between them.</summary>
sealed class Link(Socket client, Socket server, Direction toServer, Direction toClient) : IDisposable
{
    const int PieceBytes = 8 * 1024;
    static readonly TimeSpan s_throttleStep = TimeSpan.FromMilliseconds(50);

    readonly CancellationTokenSource _ended = new();
    readonly Lock _ending = new();
    bool _isOver;

    /// <summary>Carries bytes until both sides have ended, or one was lost.</summary>
    public async Task RunAsync()
    {
        var up = PumpAsync(client, server, toServer);
        var down = PumpAsync(server, client, toClient);
        try
        {
            await await Task.WhenAny(up, down);
            await Task.WhenAll(up, down);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Reset(); // What one side lost is lost for the other.
        }
        await Task.WhenAll(up, down).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    /// <summary>Ends both sides at once, with RST: neither says goodbye.</summary>
    public void Reset()
    {
        foreach (var socket in (Socket[])[client, server])
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It has ended by itself.
            }
            socket.Dispose();
        }
        lock (_ending)
        {
            if (!_isOver)
                _ = _ended.CancelAsync();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        lock (_ending)
            _isOver = true;
        _ended.Dispose();
    }

    async Task PumpAsync(Socket from, Socket to, Direction direction)
    {
        var filter = direction.NewFilter?.Invoke();
        var buffer = new byte[PieceBytes];
        long passed = 0;
        while (true)
        {
            await direction.OpenAsync(_ended.Token);
            var read = await from.ReceiveAsync(buffer, _ended.Token);
            // A read that was waiting when the stall began has taken bytes that must not pass yet.
            await direction.OpenAsync(_ended.Token);
            if (read == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }
            ReadOnlyMemory<byte> piece = buffer.AsMemory(0, read);
            if (filter is not null)
                piece = filter.Pass(piece);
            if (direction.Fault is Fault.Delaying(var by))
                await Task.Delay(by, _ended.Token);
            if (direction.Fault is Fault.Cutting(var limit) && passed + piece.Length >= limit)
            {
                await SendAsync(to, piece[..(int)Math.Max(0, limit - passed)], direction);
                throw new SocketException((int)SocketError.ConnectionReset);
            }
            await SendAsync(to, piece, direction);
            passed += piece.Length;
        }
    }

    async Task SendAsync(Socket to, ReadOnlyMemory<byte> piece, Direction direction)
    {
        while (piece.Length > 0)
        {
            var step = piece;
            if (direction.Fault is Fault.Throttling(var bytesPerSecond))
            {
                step = piece[..Math.Min(piece.Length, Math.Max(1, (int)(bytesPerSecond * s_throttleStep.TotalSeconds)))];
                await Task.Delay(TimeSpan.FromSeconds((double)step.Length / bytesPerSecond), _ended.Token);
            }
            var sent = await to.SendAsync(step, _ended.Token);
            direction.Count(sent);
            piece = piece[sent..];
        }
    }
}
