using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using LiveGen.Wire;

namespace LiveGen.Templates;

/// <summary>
/// Encodes text for the places of an HTML page. A lone surrogate and NUL become U+FFFD, which is what a parser would make
/// of them; a carriage return is written as a reference, because a parser would make a line feed of it.
/// </summary>
static class HtmlText
{
    static readonly SearchValues<char> s_inText = SearchValues.Create("&<>\r\0");
    static readonly SearchValues<char> s_inAttribute = SearchValues.Create("&<>\"'`\r\0");
    static readonly SearchValues<byte> s_inJsonAttribute = SearchValues.Create("&<>'"u8);

    /// <summary>Writes text between tags.</summary>
    public static void Write(PooledBuffer to, ReadOnlySpan<char> text)
    {
        var plain = WritePlain(to, text);
        if (plain < text.Length)
            WriteRuns(to, text[plain..], s_inText);
    }

    /// <summary>Writes the inside of a quoted attribute; safe between double and between single quotes.</summary>
    public static void WriteAttribute(PooledBuffer to, ReadOnlySpan<char> text)
    {
        var plain = WritePlain(to, text);
        if (plain < text.Length)
            WriteRuns(to, text[plain..], s_inAttribute);
    }

    /// <summary>Writes JSON inside a single-quoted attribute, where its many double quotes may stay as they are.</summary>
    public static void WriteJsonAttribute(PooledBuffer to, ReadOnlySpan<byte> json)
    {
        for (var next = json.IndexOfAny(s_inJsonAttribute); next >= 0; next = json.IndexOfAny(s_inJsonAttribute))
        {
            to.Write(json[..next]);
            to.Write(Reference((char)json[next]));
            json = json[(next + 1)..];
        }
        to.Write(json);
    }

    /// <summary>Writes text without encoding any character of it for HTML.</summary>
    public static void WriteRaw(PooledBuffer to, ReadOnlySpan<char> html)
    {
        Utf8.FromUtf16(html, to.Reserve(html.Length * 3), out _, out var written);
        to.Advance(written);
    }

    /// <summary>Writes an integer as text, with the sign of a culture: the request's when it is null.</summary>
    public static void WriteInteger(PooledBuffer to, long value, CultureInfo? culture)
    {
        const int Longest = 40; // 19 digits and a culture's sign
        int written;
        // Digits are the same in every culture; only the sign is not.
        if (value >= 0)
            Utf8Formatter.TryFormat(value, to.Reserve(Longest), out written);
        else
            value.TryFormat(to.Reserve(Longest), out written, default, culture ?? CultureInfo.CurrentCulture);
        to.Advance(written);
    }

    /// <summary>
    /// Copies the leading characters that need no encoding in any context, eight at a time; returns how many.
    /// </summary>
    static int WritePlain(PooledBuffer to, ReadOnlySpan<char> text)
    {
        ref var target = ref to.ReserveRef(text.Length + 8);
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        var done = 0;
        for (; done + 8 <= text.Length; done += 8)
        {
            var chars = Vector128.LoadUnsafe(ref source, (nuint)done);
            if (NeedsCare(chars))
                break;
            Vector128.Narrow(chars, chars).GetLower().StoreUnsafe(ref target, (nuint)done);
        }
        for (; done < text.Length; done++)
        {
            var c = text[done];
            if (c >= 128 || NeedsCare(c))
                break;
            Unsafe.Add(ref target, done) = (byte)c;
        }
        to.Advance(done);
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool NeedsCare(Vector128<ushort> chars) =>
        (Vector128.GreaterThan(chars - Vector128.Create((ushort)1), Vector128.Create((ushort)0x7E))
         | Vector128.Equals(chars, Vector128.Create((ushort)'&'))
         | Vector128.Equals(chars, Vector128.Create((ushort)'<'))
         | Vector128.Equals(chars, Vector128.Create((ushort)'>'))
         | Vector128.Equals(chars, Vector128.Create((ushort)'"'))
         | Vector128.Equals(chars, Vector128.Create((ushort)'\''))
         | Vector128.Equals(chars, Vector128.Create((ushort)'`'))
         | Vector128.Equals(chars, Vector128.Create((ushort)'\r'))) != Vector128<ushort>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool NeedsCare(char c) => c is '&' or '<' or '>' or '"' or '\'' or '`' or '\r' or '\0';

    static void WriteRuns(PooledBuffer to, ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var next = text.IndexOfAny(special);
            var run = next < 0 ? text : text[..next];
            Utf8.FromUtf16(run, to.Reserve(run.Length * 3), out _, out var written);
            to.Advance(written);
            if (next < 0)
                return;
            to.Write(Reference(text[next]));
            text = text[(next + 1)..];
        }
    }

    static ReadOnlySpan<byte> Reference(char c) => c switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '"' => "&quot;"u8,
        '\'' => "&#39;"u8,
        '`' => "&#96;"u8,
        '\r' => "&#13;"u8,
        _ => "\uFFFD"u8,
    };
}
