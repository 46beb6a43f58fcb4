using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LiveGen.Templates;

// Most texts of a page are short and need no encoding in any context. For them, copying and looking for characters that
// need care is one step: a text of 4 to 16 characters takes two overlapping loads, one test and two overlapping stores.
static partial class HtmlText
{
    /// <summary>Room to reserve beyond a text's characters: a copy may touch so much behind them.</summary>
    public const int Slack = 16;

    const int Block = 16, Half = 8, Quarter = 4;

    // At each position the one special character whose last four bits are that position. 0 stands for none: only NUL, which
    // has a test of its own because it shares its place with the backtick, would match it.
    static readonly Vector128<byte> s_special = Vector128.Create(
        (byte)'`', 0, (byte)'"', 0, 0, 0, (byte)'&', (byte)'\'', 0, 0, 0, 0, (byte)'<', (byte)'\r', (byte)'>', 0);

    /// <summary>Copies the leading characters that need no encoding in any context; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyPlain(ReadOnlySpan<char> text, ref byte target)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        return text.Length > Block ? CopyLong(ref source, text.Length, ref target) : CopyShort(ref source, text.Length, ref target);
    }

    static int CopyLong(ref ushort source, int length, ref byte target)
    {
        for (var done = 0; done <= length - Block; done += Block)
        {
            if (CopyHalves(ref source, done, done + Half, ref target) is not 0 and var special)
                return Place(special, done, done + Half);
        }
        // The rest together with the end of what is copied already.
        var rest = CopyHalves(ref source, length - Block, length - Half, ref target);
        return rest == 0 ? length : Place(rest, length - Block, length - Half);
    }

    static int CopyShort(ref ushort source, int length, ref byte target)
    {
        Debug.Assert(length <= Block);
        if (length >= Half)
        {
            var special = CopyHalves(ref source, 0, length - Half, ref target);
            return special == 0 ? length : Place(special, 0, length - Half);
        }
        if (length >= Quarter)
        {
            var first = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref source));
            var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref source, length - Quarter)));
            var chars = Vector128.Create(first, last).AsUInt16();
            var bytes = Vector128.NarrowWithSaturation(chars, chars);
            Unsafe.WriteUnaligned(ref target, bytes.AsUInt32().ToScalar());
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, length - Quarter), bytes.AsUInt32().GetElement(1));
            var special = BitOperations.TrailingZeroCount(NeedCare(bytes));
            return special >= Half ? length : special < Quarter ? special : length - Half + special;
        }
        return length == 0 ? 0 : CopyTiny(ref source, length, ref target);
    }

    /// <summary>
    /// Copies one to three characters without asking how many: first, middle and last, which may be the same. Units and
    /// states of a table change from row to row, and a loop over them is guessed wrong as often.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int CopyTiny(ref ushort source, int length, ref byte target)
    {
        var (middle, last) = (length >> 1, length - 1);
        var three = source | (ulong)Unsafe.Add(ref source, middle) << 16 | (ulong)Unsafe.Add(ref source, last) << 32;
        var chars = Vector128.CreateScalar(three).AsUInt16();
        var bytes = Vector128.NarrowWithSaturation(chars, chars);
        target = bytes.ToScalar();
        Unsafe.Add(ref target, middle) = bytes.GetElement(1);
        Unsafe.Add(ref target, last) = bytes.GetElement(2);
        var special = NeedCare(bytes) & 0b111;
        if (special == 0)
            return length;
        return (special & 1) != 0 ? 0 : (special & 2) != 0 ? middle : last;
    }

    /// <summary>Copies eight characters from each of two places; returns a bit for each that needs care.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint CopyHalves(ref ushort source, int first, int second, ref byte target)
    {
        var bytes = Vector128.NarrowWithSaturation(
            Vector128.LoadUnsafe(ref source, (nuint)(uint)first), Vector128.LoadUnsafe(ref source, (nuint)(uint)second));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, first), bytes.AsUInt64().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, second), bytes.AsUInt64().GetElement(1));
        return NeedCare(bytes);
    }

    /// <summary>Where the first such character stands.</summary>
    static int Place(uint special, int first, int second)
    {
        var bit = BitOperations.TrailingZeroCount(special);
        return bit < Half ? first + bit : second + bit - Half;
    }

    /// <summary>Which of the characters, cut to a byte with everything above 255 as 255, are special or not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint NeedCare(Vector128<byte> bytes)
    {
        var special = Vector128.Equals(Vector128.ShuffleNative(s_special, bytes & Vector128.Create((byte)0x0F)), bytes)
            | Vector128.Equals(bytes, Vector128<byte>.Zero) | bytes;
        return special.ExtractMostSignificantBits();
    }

    /// <summary>The first number that <see cref="PutSmall"/> cannot write.</summary>
    public const uint SmallEnd = 10_000;

    /// <summary>Writes a number of one to four digits, without asking how many; returns how many. Touches four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PutSmall(uint number, ref byte target)
    {
        Debug.Assert(number < SmallEnd);
        var missing = (number < 1000 ? 1 : 0) + (number < 100 ? 1 : 0) + (number < 10 ? 1 : 0);
        // Two digits in each half, then one in each byte; the most significant comes first in memory.
        var hundreds = number * 5243 >> 19;
        var halves = hundreds | (number - hundreds * 100) << 16;
        var tens = (halves * 103 >> 10) & 0x000F_000F;
        var digits = (tens | (halves - tens * 10) << 8) + 0x3030_3030;
        BinaryPrimitives.WriteUInt32LittleEndian(MemoryMarshal.CreateSpan(ref target, sizeof(uint)), digits >> (missing * 8));
        return 4 - missing;
    }
}
