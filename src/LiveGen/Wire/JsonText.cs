using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace LiveGen.Wire;

/// <summary>Writes JSON strings without the HTML escapes of the default encoder, which would double a batch of HTML.</summary>
/// <remarks>
/// What it writes goes into WebSocket frames. Inside a page it must pass through <see cref="WriteIsland"/>, which no text
/// can leave.
/// </remarks>
static class JsonText
{
    // Every byte below 0x20, the quote and the backslash.
    static readonly SearchValues<byte> s_escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>Writes valid UTF-8 as a JSON string with its quotes.</summary>
    public static void WriteString(PooledBuffer to, ReadOnlySpan<byte> utf8)
    {
        to.WriteByte((byte)'"');
        while (true)
        {
            var next = utf8.IndexOfAny(s_escaped);
            if (next < 0)
                break;
            to.Write(utf8[..next]);
            WriteEscape(to, utf8[next]);
            utf8 = utf8[(next + 1)..];
        }
        to.Write(utf8);
        to.WriteByte((byte)'"');
    }

    /// <summary>Writes a text as a JSON string with its quotes; lone surrogates become U+FFFD.</summary>
    public static void WriteString(PooledBuffer to, string text)
    {
        const int OnStack = 256;
        var max = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var bytes = max <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(max);
        Utf8.FromUtf16(text, bytes, out _, out var written);
        WriteString(to, bytes[..written]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Turns what stands from <paramref name="start"/> on into a JSON string of itself.</summary>
    public static void QuoteTail(PooledBuffer buffer, int start)
    {
        const int OnStack = 256;
        var length = buffer.Length - start;
        byte[]? rented = null;
        var copy = length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(length);
        buffer[start..].CopyTo(copy);
        buffer.Truncate(start);
        WriteString(buffer, copy[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>
    /// Copies JSON into a script element: <c>&lt;</c> stands only inside JSON strings, and as <c>\u003C</c> it can
    /// neither end the element nor open a comment.
    /// </summary>
    public static void WriteIsland(PooledBuffer to, ReadOnlySpan<byte> json)
    {
        for (var next = json.IndexOf((byte)'<'); next >= 0; next = json.IndexOf((byte)'<'))
        {
            to.Write(json[..next]);
            to.Write("\\u003C"u8);
            json = json[(next + 1)..];
        }
        to.Write(json);
    }

    static void WriteEscape(PooledBuffer to, byte value)
    {
        switch (value)
        {
            case (byte)'"': to.Write("\\\""u8); break;
            case (byte)'\\': to.Write("\\\\"u8); break;
            case (byte)'\n': to.Write("\\n"u8); break;
            case (byte)'\r': to.Write("\\r"u8); break;
            case (byte)'\t': to.Write("\\t"u8); break;
            default:
                to.Write("\\u00"u8);
                to.WriteByte(HexDigit(value >> 4));
                to.WriteByte(HexDigit(value & 15));
                break;
        }
    }

    static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
