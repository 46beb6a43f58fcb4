using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LiveGen.Wire;

/// <summary>
/// A growing run of bytes on rented memory. Owners keep one and clear it, so that steady work allocates nothing.
/// </summary>
sealed class PooledBuffer(int limit = int.MaxValue) : IBufferWriter<byte>, IDisposable
{
    /// <summary>A buffer that grew beyond this goes back to the pool when cleared, so one big page is not kept for good.</summary>
    const int KeptBytes = 256 * 1024;

    const int FirstBytes = 4 * 1024;

    /// <summary>The longest tail that <see cref="RotateTail"/> turns around in registers; most opening tags are shorter.</summary>
    const int InRegisters = 64;

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

    /// <summary>Bytes that were written, to be changed.</summary>
    public Span<byte> Written(int start, int count) => _bytes.AsSpan(0, Length).Slice(start, count);

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
    public void RotateTail(int start, int tail)
    {
        // Beyond that the runtime's own move is quicker than one of 32 bytes at a time.
        const int Short = 1024;
        if (tail <= InRegisters && Length - start - tail <= Short)
            RotateShort(start, tail);
        else
            RotateLong(start, tail);
    }

    /// <summary>
    /// The same for a tail that two vectors hold, while the rest moves from its end on: no copy on the stack and no calls, of
    /// which there were three. Part of a step that took a table in expressions from 144 to 119 µs, a page from 7.7 to 6.0.
    /// </summary>
    void RotateShort(int start, int tail)
    {
        const int Block = InRegisters / 2;
        var moved = (nuint)(uint)(Length - start - tail);
        ReserveRef(InRegisters); // what is read and written beyond the end
        ref var from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), (nint)(uint)start);
        ref var to = ref Unsafe.Add(ref from, (nint)(uint)tail);
        var (tail0, tail1) = (Vector256.LoadUnsafe(ref from, moved), Vector256.LoadUnsafe(ref from, moved + Block));
        var (head0, head1) = (Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, Block));
        for (; moved > InRegisters; moved -= Block)
            Vector256.LoadUnsafe(ref from, moved - Block).StoreUnsafe(ref to, moved - Block);
        tail0.StoreUnsafe(ref from);
        tail1.StoreUnsafe(ref from, Block);
        head0.StoreUnsafe(ref to); // over what of the tail's vectors is not the tail
        head1.StoreUnsafe(ref to, Block);
    }

    [SkipLocalsInit] // clearing the copy's room costs more than the copy
    void RotateLong(int start, int tail)
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
