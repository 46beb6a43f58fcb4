using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using LiveGen.Wire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace LiveGen.Commands;

/// <summary>
/// Page tokens: a page's key, sealed by ASP.NET Data Protection together with its user and its time, so that any process with the
/// same key ring can check the page's callbacks and none has to remember the page.
/// </summary>
sealed class PageTokens
{
    const byte Version = 1;
    const byte OfPage = 0, Shared = 1;

    // version, kind, issued (Unix seconds), key, user; what a later version adds follows
    const int IssuedAt = 2, KeyAt = IssuedAt + sizeof(long), UserAt = KeyAt + PageKey.Length, Length = UserAt + UserFingerprint.Length;

    // More than any token has; nobody's longer text is worth decrypting.
    const int MaxCharacters = 4096;

    readonly IDataProtector _protector;
    readonly TimeProvider _time;
    readonly KnownTokens _known;

    public PageTokens(IDataProtectionProvider protection, IOptions<LiveGenOptions> options, TimeProvider time)
    {
        _protector = protection.CreateProtector("LiveGen.PageTokens");
        Lifetime = options.Value.PageTokenLifetime;
        _time = time;
        _known = new KnownTokens(time);
    }

    /// <summary>How long a token holds.</summary>
    public TimeSpan Lifetime { get; }

    /// <summary>The token of a page of this user.</summary>
    public string Issue(PageKey key, ClaimsPrincipal user)
    {
        Span<byte> fingerprint = stackalloc byte[UserFingerprint.Length];
        UserFingerprint.Write(user, fingerprint);
        return Protect(OfPage, key, fingerprint);
    }

    /// <summary>The token of a key for many pages, whoever looks at them.</summary>
    public string IssueShared(PageKey key) => Protect(Shared, key, stackalloc byte[UserFingerprint.Length]);

    /// <summary>Reads a token that this user's page shows.</summary>
    /// <param name="token">The token.</param>
    /// <param name="user">Who shows it.</param>
    /// <param name="reason">Why it does not hold.</param>
    /// <param name="isForOnce">Whether it is not worth remembering: a socket says it once.</param>
    /// <returns>The page's key; null when the token does not hold.</returns>
    public PageKey? Read(string? token, ClaimsPrincipal? user, out StaleReason reason, bool isForOnce = false) =>
        Read(OfPage, token, user, isForOnce, out reason);

    /// <summary>Reads the token of a shared key.</summary>
    public PageKey? ReadShared(string? token, out StaleReason reason) => Read(Shared, token, user: null, isForOnce: false, out reason);

    /// <summary>Whether the key's token has ended.</summary>
    public bool HasExpired(PageKey key) => _time.GetUtcNow() >= key.Expires;

    string Protect(byte kind, PageKey key, ReadOnlySpan<byte> user)
    {
        var token = new byte[Length];
        token[0] = Version;
        token[1] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(token.AsSpan(IssuedAt), _time.GetUtcNow().ToUnixTimeSeconds());
        key.Bytes.CopyTo(token.AsSpan(KeyAt));
        user.CopyTo(token.AsSpan(UserAt));
        return Base64Url.EncodeToString(_protector.Protect(token));
    }

    PageKey? Read(byte kind, string? token, ClaimsPrincipal? user, bool isForOnce, out StaleReason reason)
    {
        reason = StaleReason.Changed;
        if (Unprotect(token, isForOnce) is not [Version, var actual, ..] content || content.Length < Length || actual != kind)
            return null;
        if (kind == OfPage && !UserFingerprint.Matches(user, content.AsSpan(UserAt, UserFingerprint.Length)))
        {
            reason = StaleReason.User;
            return null;
        }
        var issued = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(IssuedAt)));
        var ends = Lifetime < DateTimeOffset.MaxValue - issued ? issued + Lifetime : DateTimeOffset.MaxValue;
        var key = new PageKey(content.AsSpan(KeyAt, PageKey.Length), ends);
        reason = HasExpired(key) ? StaleReason.Expired : StaleReason.None;
        return reason == StaleReason.None ? key : null;
    }

    // Whatever a page sends for a token: it is one of ours, or it is none.
    byte[]? Unprotect(string? token, bool isForOnce)
    {
        if (token is not { Length: > 0 and <= MaxCharacters })
            return null;
        if (_known.Find(token) is { } known)
            return known;
        if (!Base64Url.IsValid(token))
            return null;
        try
        {
            var content = _protector.Unprotect(Base64Url.DecodeFromChars(token));
            if (!isForOnce)
                _known.Add(token, content);
            return content;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
