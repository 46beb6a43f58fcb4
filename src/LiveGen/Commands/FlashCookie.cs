using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Commands;

/// <summary>
/// Keeps messages that nothing has shown yet for the person's next page: in a small cookie that only this application can read or
/// write, so that no session is needed.
/// </summary>
sealed class FlashCookie(IDataProtectionProvider protection)
{
    const string Name = ".LiveGen.Flash";
    const byte Version = 1;

    // version, who; then for each message its kind, the length of its text in two bytes, its text
    const int UserAt = 1, MessagesAt = UserAt + UserFingerprint.Length, MessageHead = 3;

    // Sealed and as Base64Url this is 2 KB; browsers drop a cookie of more than 4.
    const int MaxBytes = 1300;

    // More than any of ours has; nobody's longer text is worth decrypting.
    const int MaxCharacters = 4096;

    /// <summary>A longer text is cut: what was done must not fail because of what is said about it.</summary>
    public const int MaxTextBytes = 1000;

    readonly IDataProtector _protector = protection.CreateProtector("LiveGen.Flash");

    public static bool IsPresent(HttpContext http) => http.Request.Cookies.ContainsKey(Name);

    /// <summary>
    /// What is kept for this user: nothing when somebody else was signed in. Whoever signs in gets what they were told as a visitor.
    /// </summary>
    public IReadOnlyList<FlashMessage> Read(HttpContext http)
    {
        var messages = new List<FlashMessage>();
        if (Unprotect(http.Request.Cookies[Name]) is not [Version, ..] kept || kept.Length < MessagesAt
            || !IsFor(http.User, kept.AsSpan(UserAt, UserFingerprint.Length)))
            return messages;
        for (var at = MessagesAt; at + MessageHead <= kept.Length;)
        {
            var length = kept[at + 1] | kept[at + 2] << 8;
            messages.Add(new FlashMessage(Encoding.UTF8.GetString(kept, at + MessageHead, length), (FlashKind)kept[at]));
            at += MessageHead + length;
        }
        return messages;
    }

    /// <summary>Keeps these and nothing else; of more than fit, the newest.</summary>
    public void Write(HttpContext http, IReadOnlyList<FlashMessage> messages)
    {
        var options = new CookieOptions
        {
            Path = http.Request.PathBase.Add("/").ToUriComponent(),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        };
        if (messages.Count > 0)
            http.Response.Cookies.Append(Name, Base64Url.EncodeToString(_protector.Protect(Encode(http.User, messages))), options);
        else if (IsPresent(http))
            http.Response.Cookies.Delete(Name, options);
    }

    static byte[] Encode(ClaimsPrincipal user, IReadOnlyList<FlashMessage> messages)
    {
        var texts = messages.Select(message => Encoding.UTF8.GetBytes(message.Text)).ToArray();
        var first = messages.Count;
        var length = MessagesAt;
        while (first > 0 && length + MessageHead + texts[first - 1].Length <= MaxBytes)
            length += MessageHead + texts[--first].Length;
        var kept = new byte[length];
        kept[0] = Version;
        UserFingerprint.Write(user, kept.AsSpan(UserAt, UserFingerprint.Length));
        for (int i = first, at = MessagesAt; i < messages.Count; at += MessageHead + texts[i++].Length)
        {
            kept[at] = (byte)messages[i].Kind;
            kept[at + 1] = (byte)texts[i].Length;
            kept[at + 2] = (byte)(texts[i].Length >> 8);
            texts[i].CopyTo(kept, at + MessageHead);
        }
        return kept;
    }

    static bool IsFor(ClaimsPrincipal user, ReadOnlySpan<byte> writtenFor) =>
        !writtenFor.ContainsAnyExcept((byte)0) || UserFingerprint.Matches(user, writtenFor);

    byte[]? Unprotect(string? cookie)
    {
        if (cookie is not { Length: > 0 and <= MaxCharacters } || !Base64Url.IsValid(cookie))
            return null;
        try
        {
            return _protector.Unprotect(Base64Url.DecodeFromChars(cookie));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
