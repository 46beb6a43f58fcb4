using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using LiveGen.Wire;

namespace LiveGen.Templates;

/// <summary>
/// Encodes text for the places of an HTML page. A lone surrogate and NUL become U+FFFD, which is what a parser would make
/// of them; a carriage return is written as a reference, because a parser would make a line feed of it.
/// </summary>
static partial class HtmlText
{
    static readonly SearchValues<char> s_inText = SearchValues.Create("&<>\r\0");
    static readonly SearchValues<char> s_inAttribute = SearchValues.Create("&<>\"'`\r\0");
    static readonly SearchValues<byte> s_inJsonAttribute = SearchValues.Create("&<>'"u8);

    /// <summary>Writes text between tags.</summary>
    public static void Write(PooledBuffer to, ReadOnlySpan<char> text)
    {
        var plain = CopyPlain(text, ref to.ReserveRef(text.Length + Slack));
        to.Advance(plain);
        if (plain < text.Length)
            WriteRest(to, text[plain..]);
    }

    /// <summary>Writes the inside of a quoted attribute; safe between double and between single quotes.</summary>
    public static void WriteAttribute(PooledBuffer to, ReadOnlySpan<char> text)
    {
        var plain = CopyPlain(text, ref to.ReserveRef(text.Length + Slack));
        to.Advance(plain);
        if (plain < text.Length)
            WriteRuns(to, text[plain..], s_inAttribute);
    }

    /// <summary>Writes a whole attribute: what stands before its value, the value, the closing quote.</summary>
    public static void WriteAttribute(PooledBuffer to, ReadOnlySpan<byte> before, ReadOnlySpan<char> value)
    {
        ref var target = ref to.ReserveRef(before.Length + value.Length + Slack);
        CopyPrefix(before, ref target);
        WriteValue(to, ref target, before.Length, value);
    }

    /// <summary>The same with ` class="`, which has the length of a register.</summary>
    public static void WriteClass(PooledBuffer to, ReadOnlySpan<char> value)
    {
        ref var target = ref to.ReserveRef(sizeof(ulong) + value.Length + Slack);
        Unsafe.WriteUnaligned(ref target, MemoryMarshal.Read<ulong>(" class=\""u8));
        WriteValue(to, ref target, sizeof(ulong), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void WriteValue(PooledBuffer to, ref byte target, int before, ReadOnlySpan<char> value)
    {
        target = ref Unsafe.Add(ref target, before);
        var plain = CopyPlain(value, ref target);
        if (plain == value.Length)
        {
            Unsafe.Add(ref target, plain) = (byte)'"';
            to.Advance(before + plain + 1);
            return;
        }
        to.Advance(before + plain);
        WriteRuns(to, value[plain..], s_inAttribute);
        to.WriteByte((byte)'"');
    }

    /// <summary>Copies ` name="`: a short one in two overlapping halves, because a call for so few bytes costs more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopyPrefix(ReadOnlySpan<byte> prefix, ref byte target)
    {
        ref var source = ref MemoryMarshal.GetReference(prefix);
        if (prefix.Length is >= sizeof(uint) and <= 2 * sizeof(uint))
        {
            Unsafe.WriteUnaligned(ref target, Unsafe.ReadUnaligned<uint>(ref source));
            var last = prefix.Length - sizeof(uint);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, last), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, last)));
        }
        else
        {
            prefix.CopyTo(MemoryMarshal.CreateSpan(ref target, prefix.Length));
        }
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

    /// <summary>Goes on with a text between tags at a character that needs care.</summary>
    public static void WriteRest(PooledBuffer to, ReadOnlySpan<char> text) => WriteRuns(to, text, s_inText);

    /// <summary>Goes on at a character that needs care.</summary>
    static void WriteRuns(PooledBuffer to, ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var first = text[0];
            if (special.Contains(first))
            {
                to.Write(Reference(first));
                text = text[1..];
            }
            else
            {
                // Mostly one quote, or the rest of a text that is not English.
                var next = char.IsAscii(first) ? 1 : text.IndexOfAny(special);
                var run = next < 0 ? text : text[..next];
                Utf8.FromUtf16(run, to.Reserve(run.Length * 3), out _, out var written);
                to.Advance(written);
                text = text[run.Length..];
            }
            var plain = CopyPlain(text, ref to.ReserveRef(text.Length + Slack));
            to.Advance(plain);
            if (plain == text.Length)
                return;
            text = text[plain..];
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
