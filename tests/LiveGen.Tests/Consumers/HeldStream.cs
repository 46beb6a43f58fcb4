using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace LiveGen.Tests.Consumers;

/// <summary>A connection that takes writes at once, or holds them until the test lets them go.</summary>
sealed class HeldStream : Stream, IHttpUpgradeFeature
{
    TaskCompletionSource? _held;
    TaskCompletionSource? _heldFlush;

    /// <summary>Frames without their header of two bytes; control frames by their first byte.</summary>
    public List<string> Written { get; } = [];

    /// <summary>Whether writes are remembered; off where allocations are measured.</summary>
    public bool Records { get; init; } = true;

    public int Writes { get; private set; }

    /// <summary>Whether the next write waits for <see cref="Release"/>.</summary>
    public bool Holds { get; set; }

    public bool Throws { get; set; }

    /// <summary>Whether flushes wait for <see cref="ReleaseFlush"/>; writes go on beside them, as Kestrel's do.</summary>
    public bool HoldsFlush { get; set; }

    public bool IsUpgradableRequest => true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public Task<Stream> UpgradeAsync() => Task.FromResult<Stream>(this);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_held is not null)
            throw new InvalidOperationException("two writes at once");
        if (Throws)
            throw new IOException("The connection is gone.");
        Writes++;
        var first = buffer.Span[0];
        if (Records)
            Written.Add(first == 0x81 ? Encoding.UTF8.GetString(buffer.Span[2..]) : $"{first:X}");
        if (!Holds)
            return default;
        _held = new TaskCompletionSource();
        return new ValueTask(_held.Task);
    }

    /// <summary>Lets the held write go, or fail.</summary>
    public void Release(Exception? error = null)
    {
        var held = _held!;
        _held = null;
        if (error is null)
            held.SetResult();
        else
            held.SetException(error);
    }

    public void ReleaseFlush() => _heldFlush!.SetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        HoldsFlush ? (_heldFlush ??= new TaskCompletionSource()).Task : Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
