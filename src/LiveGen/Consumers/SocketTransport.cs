using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LiveGen.Consumers;

/// <summary>
/// The connection under a socket: what the socket writes, and between that, whole frames that are written past it, one write at
/// a time. A group's frame is thus not framed, copied and flushed anew for each page (decision 025).
/// </summary>
/// <remarks>
/// Of frames there is one writer, <see cref="Outbound"/>, and the socket itself writes one frame at a time: pings, pongs and the
/// close frame when it wants to, and the frames that are sent through it. So at most one waits here for one other. Flushes take no
/// turn: Kestrel bears them beside a write.
/// </remarks>
sealed class SocketTransport(IHttpUpgradeFeature upgrade) : Stream, IHttpUpgradeFeature
{
    // Who writes. Awaited: a frame, and the socket waits for its end. Closed: the socket has sent its close frame; what comes now is its
    // business alone.
    const int Free = 0;
    const int Frame = 1;
    const int Awaited = 2;
    const int Socket = 3;
    const int Closed = 4;

    const byte OpcodeOf = 0x0F;
    const byte CloseOpcode = 0x08;

    Stream? _connection;
    TaskCompletionSource? _turn;
    int _writer;
    bool _closes;

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Stands in for the server's upgrade from here on. Only for Kestrel, whose streams send what is written without being told to flush.
    /// </summary>
    public static void Install(HttpContext http)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade
            && upgrade.GetType().Assembly == typeof(KestrelServerOptions).Assembly)
#pragma warning disable CA2000 // It has nothing of its own to dispose.
            http.Features.Set<IHttpUpgradeFeature>(new SocketTransport(upgrade));
#pragma warning restore CA2000
    }

    /// <summary>The one under the request's socket; null when the server is another one, or somebody else has upgraded the request.</summary>
    public static SocketTransport? Of(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is SocketTransport { _connection: not null } transport ? transport : null;

    public async Task<Stream> UpgradeAsync()
    {
        _connection = await upgrade.UpgradeAsync();
        return this;
    }

    /// <summary>Begins to write a frame past the socket; false when the socket is writing or has closed. <see cref="EndFrame"/> follows.</summary>
    public bool TryBeginFrame(ReadOnlyMemory<byte> frame, out ValueTask written)
    {
        written = default;
        if (Interlocked.CompareExchange(ref _writer, Frame, Free) != Free)
            return false;
        try
        {
            written = _connection!.WriteAsync(frame);
            return true;
        }
        catch
        {
            EndFrame();
            throw;
        }
    }

    /// <summary>The frame is written, or lost.</summary>
    public void EndFrame()
    {
        if (Interlocked.CompareExchange(ref _writer, Free, Frame) == Frame)
            return;
        var turn = _turn!;
        _turn = null;
        _writer = Socket;
        turn.SetResult();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The socket writes a frame at a time.
        _closes |= (buffer.Span[0] & OpcodeOf) == CloseOpcode;
        if (Interlocked.CompareExchange(ref _writer, Socket, Free) == Frame)
            await TurnAsync();
        try
        {
            await _connection!.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _writer, _closes ? Closed : Free);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _connection!.FlushAsync(cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _connection!.ReadAsync(buffer, cancellationToken);

    public override void Flush() => _connection!.Flush();

    public override int Read(byte[] buffer, int offset, int count) => _connection!.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous writes take turns.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _connection?.Dispose();
        base.Dispose(disposing);
    }

    // Frames that wait get no further turn first: whoever ends the one that is written hands over.
    Task TurnAsync()
    {
        var turn = _turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (Interlocked.CompareExchange(ref _writer, Awaited, Frame) != Frame)
            if (Interlocked.CompareExchange(ref _writer, Socket, Free) == Free)
                return Task.CompletedTask; // it has just ended
        return turn.Task;
    }
}
