using System.Security.Cryptography;
using System.Text;
using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>
/// Signs what a page keeps for the server and brings back: readable, and a MAC under the page's key behind it. The page's token says
/// whose page that is.
/// </summary>
static class PageSignature
{
    const char Separator = '.';

    /// <summary>The text with its signature.</summary>
    /// <param name="key">The page's key.</param>
    /// <param name="kind">What the text is for; no other kind's signature fits.</param>
    /// <param name="path">Where it is brought back to, from <see cref="SealedPath"/>; empty when that does not matter.</param>
    /// <param name="text">ASCII.</param>
    public static string Sign(PageKey key, byte kind, string path, string text)
    {
        Span<char> mac = stackalloc char[Seal.MacCharacters];
        Write(key, kind, path, text, mac);
        return string.Concat(text, [Separator], mac);
    }

    /// <summary>The text when its signature is this key's; null when it is not.</summary>
    public static string? Read(PageKey key, byte kind, string path, string signed)
    {
        var end = signed.Length - Seal.MacCharacters - 1;
        if (key.Bytes.IsEmpty || end <= 0 || signed[end] != Separator || !Ascii.IsValid(signed))
            return null;
        var text = signed[..end];
        Span<char> mac = stackalloc char[Seal.MacCharacters];
        Write(key, kind, path, text, mac);
        return CryptographicOperations.FixedTimeEquals(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(mac), System.Runtime.InteropServices.MemoryMarshal.AsBytes(signed.AsSpan(end + 1)))
            ? text : null;
    }

    static void Write(PageKey key, byte kind, string path, string text, Span<char> to)
    {
        using var message = new PooledBuffer();
        message.WriteByte(kind);
        Seal.Text(message, path); // with its length: what stands in one part cannot pass for the other
        Encoding.UTF8.GetBytes(text, message);
        Span<byte> mac = stackalloc byte[Seal.MacCharacters];
        Seal.Mac(key, message.WrittenSpan, mac);
        Encoding.ASCII.GetChars(mac, to);
    }
}
