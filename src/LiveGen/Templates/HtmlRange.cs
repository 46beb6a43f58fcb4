using System.Runtime.CompilerServices;

namespace LiveGen.Templates;

/// <summary>
/// Where bytes of a render stand, and when they were written, in 8 bytes: 28 bits for the start, 28 for the end, 8 for the
/// epoch (see <see cref="RenderContext.RequireStanding"/>).
/// </summary>
readonly struct HtmlRange
{
    const int PositionBits = 28, EpochBits = 8;
    const int PositionMask = (1 << PositionBits) - 1;

    /// <summary>
    /// The largest limit of a render's HTML whose every position fits: a buffer may hold some more than its limit before it
    /// notices, because it grows by powers of two.
    /// </summary>
    public const int MaxLimit = 1 << (PositionBits - 2);

    /// <summary>The range as a number.</summary>
    public readonly long Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HtmlRange(int start, int end, uint epoch) =>
        Bits = (long)(((ulong)(uint)start << (PositionBits + EpochBits)) | ((ulong)(uint)end << EpochBits) | epoch);

    public HtmlRange(long bits) => Bits = bits;

    public int Start => (int)(Bits >> (PositionBits + EpochBits));

    public int End => (int)(Bits >> EpochBits) & PositionMask;

    /// <summary>The last bits of the number of the epoch it was written in.</summary>
    public byte Epoch => (byte)Bits;

    public bool IsEmpty => Start == End;
}
