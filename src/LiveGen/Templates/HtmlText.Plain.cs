using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LiveGen.Templates;

// Most texts of a page are short and need no encoding in any context. For them, copying and looking for characters that
// need care is one step: a text of 4 to 16 characters takes two overlapping loads, one test and two overlapping stores.
static partial class HtmlText
{
    /// <summary>Room to reserve beyond a text's characters: a copy may touch so much behind them.</summary>
    const int Slack = 16;

    const int Block = 16;

    // At each position the one special character whose last four bits are that position. 0 stands for none: only NUL, which
    // has a test of its own because it shares its place with the backtick, would match it.
    static readonly Vector128<byte> s_special = Vector128.Create(
        (byte)'`', 0, (byte)'"', 0, 0, 0, (byte)'&', (byte)'\'', 0, 0, 0, 0, (byte)'<', (byte)'\r', (byte)'>', 0);

    /// <summary>
    /// Copies the leading characters that need no encoding; returns how many, all of them or some before the first that does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int CopyPlain(ReadOnlySpan<char> text, ref byte target)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        return text.Length > Block ? CopyLong(ref source, text.Length, ref target) : CopyShort(ref source, text.Length, ref target);
    }

    static int CopyLong(ref ushort source, int length, ref byte target)
    {
        var done = 0;
        for (; done <= length - Block; done += Block)
        {
            if (!TryCopy(ref source, done, done + Block / 2, ref target))
                return done;
        }
        // The rest together with the end of what is copied already.
        return done == length || TryCopy(ref source, length - Block, length - Block / 2, ref target) ? length : done;
    }

    static int CopyShort(ref ushort source, int length, ref byte target)
    {
        Debug.Assert(length <= Block);
        if (length >= 8)
            return TryCopy(ref source, 0, length - 8, ref target) ? length : 0;
        if (length >= 4)
        {
            var first = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref source));
            var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref source, length - 4)));
            var chars = Vector128.Create(first, last).AsUInt16();
            var bytes = Vector128.NarrowWithSaturation(chars, chars);
            if (NeedCare(bytes))
                return 0;
            Unsafe.WriteUnaligned(ref target, bytes.AsUInt32().ToScalar());
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, length - 4), bytes.AsUInt32().GetElement(1));
            return length;
        }
        for (var i = 0; i < length; i++)
        {
            var c = Unsafe.Add(ref source, i);
            if (c >= 128 || (char)c is '&' or '<' or '>' or '"' or '\'' or '`' or '\r' or '\0')
                return i;
            Unsafe.Add(ref target, i) = (byte)c;
        }
        return length;
    }

    /// <summary>Copies eight characters from each of two places, unless one of them needs care.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryCopy(ref ushort source, int first, int second, ref byte target)
    {
        var bytes = Vector128.NarrowWithSaturation(
            Vector128.LoadUnsafe(ref source, (nuint)(uint)first), Vector128.LoadUnsafe(ref source, (nuint)(uint)second));
        if (NeedCare(bytes))
            return false;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, first), bytes.AsUInt64().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, second), bytes.AsUInt64().GetElement(1));
        return true;
    }

    /// <summary>Whether one of the characters, cut to a byte with everything above 255 as 255, is special or not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool NeedCare(Vector128<byte> bytes)
    {
        var special = Vector128.Equals(Vector128.ShuffleNative(s_special, bytes & Vector128.Create((byte)0x0F)), bytes)
            | Vector128.Equals(bytes, Vector128<byte>.Zero) | bytes;
        return special.ExtractMostSignificantBits() != 0;
    }
}
