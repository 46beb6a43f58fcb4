using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LiveGen.Wire;

/// <summary>
/// A growing run of bytes on rented memory. Owners keep one and clear it, so that steady work allocates nothing.
/// </summary>
sealed class PooledBuffer(int limit = int.MaxValue) : IBufferWriter<byte>, IDisposable
{
    /// <summary>A buffer that grew beyond this goes back to the pool when cleared, so one big page is not kept for good.</summary>
    const int KeptBytes = 256 * 1024;

    const int FirstBytes = 4 * 1024;

    byte[] _bytes = [];
    int _length;

    /// <summary>How many bytes stand in the buffer.</summary>
    public int Length => _length;

    /// <summary>The most bytes this buffer may hold; beyond it, growing throws.</summary>
    public int Limit { get; set; } = limit;

    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> this[Range range] => WrittenSpan[range];

    /// <summary>Room for at least <paramref name="count"/> bytes at the end; take it with <see cref="Advance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count) => MemoryMarshal.CreateSpan(ref ReserveRef(count), _bytes.Length - _length);

    /// <summary>The same without the span's length, for the few places that write every element and every text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte ReserveRef(int count)
    {
        var bytes = _bytes;
        if (bytes.Length - _length < count)
            bytes = Grow(count);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), (nint)(uint)_length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => _length += count;

    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(Math.Max(sizeHint, 1));

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        ReserveRef(1) = value;
        _length++;
    }

    /// <summary>Drops everything from <paramref name="length"/> on.</summary>
    public void Truncate(int length)
    {
        if ((uint)length > (uint)Length)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"The buffer holds {Length} bytes.");
        _length = length;
    }

    /// <summary>
    /// Moves the last <paramref name="tail"/> bytes in front of the bytes from <paramref name="start"/> on:
    /// how an opening tag, written last, comes to stand before children that were written first.
    /// </summary>
    [SkipLocalsInit] // clearing the copy's room costs more than the copy
    public void RotateTail(int start, int tail)
    {
        const int OnStack = 512;
        var region = _bytes.AsSpan(start, Length - start);
        var moved = region.Length - tail;
        byte[]? rented = null;
        var copy = tail <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(tail);
        region[moved..].CopyTo(copy);
        region[..moved].CopyTo(region[tail..]);
        copy[..tail].CopyTo(region);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Puts bytes in the place of <paramref name="count"/> that stand here.</summary>
    public void Splice(int start, int count, ReadOnlySpan<byte> bytes)
    {
        var tail = Length - start - count;
        Reserve(bytes.Length);
        _bytes.AsSpan(start + count, tail).CopyTo(_bytes.AsSpan(start + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(start));
        _length = start + bytes.Length + tail;
    }

    /// <summary>Empties the buffer and keeps its memory, unless it is large.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptBytes)
            Dispose();
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        _length = 0;
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    byte[] Grow(int count)
    {
        var needed = (long)Length + count;
        if (needed > Limit + (long)FirstBytes)
            ThrowTooLarge();
        var size = (int)Math.Min(Math.Max(needed, Math.Max(FirstBytes, _bytes.Length * 2L)), Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        return _bytes = larger;
    }

    /// <summary>Growing notices the limit by whole blocks only; this is the exact check.</summary>
    public void RequireWithinLimit()
    {
        if (Length > Limit)
            ThrowTooLarge();
    }

    [DoesNotReturn]
    void ThrowTooLarge() => throw new InvalidOperationException(
        $"This render is larger than {Limit:N0} bytes. Render less at once (page the list), " +
        "or raise LiveGenOptions.MaxRenderBytes.");
}
