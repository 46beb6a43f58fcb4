using System.Security.Cryptography;

namespace LiveGen.Commands;

/// <summary>
/// What callbacks are sealed with: the key of one page, which its token carries, or a shared one for HTML that goes to many.
/// As a feature of a request it is the key of the page that the request serves.
/// </summary>
sealed class PageKey
{
    public const int Length = 16;

    readonly byte[] _bytes;

    public PageKey(ReadOnlySpan<byte> bytes, DateTimeOffset expires)
    {
        _bytes = bytes.ToArray();
        Expires = expires;
    }

    /// <summary>Of a socket whose page showed no token that holds: what it gets is sealed with a shared key.</summary>
    public static PageKey None { get; } = new([], DateTimeOffset.MinValue);

    /// <summary>Of a shared key, the name by which pages know it; null for a page's own.</summary>
    public string? Id { get; private init; }

    /// <summary>Of a shared key, its token.</summary>
    public string? Token { get; private set; }

    /// <summary>When the token that it came with ends.</summary>
    public DateTimeOffset Expires { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new page's key.</summary>
    public static PageKey Create() => new(RandomNumberGenerator.GetBytes(Length), DateTimeOffset.MaxValue);

    /// <summary>A new key for many pages.</summary>
    public static PageKey CreateShared(Func<PageKey, string> issue)
    {
        const int IdCharacters = 8;
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdCharacters / 2));
        var key = new PageKey(RandomNumberGenerator.GetBytes(Length), DateTimeOffset.MaxValue) { Id = id };
        key.Token = issue(key);
        return key;
    }
}
