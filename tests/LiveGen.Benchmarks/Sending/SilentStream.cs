using LiveGen.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace LiveGen.Benchmarks.Sending;

/// <summary>The network under a WebSocket: takes everything at once, and gives a page's hello and then nothing more.</summary>
sealed class SilentStream : Stream, IHttpUpgradeFeature
{
    readonly TaskCompletionSource<int> _never = new();
    ReadOnlyMemory<byte> _incoming = Hello();

    public bool IsUpgradableRequest => true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public Task<Stream> UpgradeAsync() => Task.FromResult<Stream>(this);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_incoming.IsEmpty)
            return new ValueTask<int>(_never.Task);
        var count = Math.Min(buffer.Length, _incoming.Length);
        _incoming[..count].CopyTo(buffer);
        _incoming = _incoming[count..];
        return new ValueTask<int>(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // One text frame, masked with 0 as a client's frames are masked with something.
    static byte[] Hello()
    {
        var hello = System.Text.Encoding.UTF8.GetBytes($"[\"hello\",{{\"v\":{Protocol.Version}}}]");
        return [0x81, (byte)(0x80 | hello.Length), 0, 0, 0, 0, .. hello];
    }
}
