using System.Security.Claims;
using System.Security.Cryptography;
using LiveGen.Commands;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Tells from a request's page token whose uploads it may touch.</summary>
sealed class PageUploaders(PageTokens tokens)
{
    /// <summary>The page's own token, also where its call is sealed with a shared key.</summary>
    public const string TokenHeader = "LiveGen-Token";

    /// <summary>Null when the token is missing or refused.</summary>
    public Uploader? Of(HttpContext http) => tokens.Read(http.Request.Headers[TokenHeader], http.User, out _) is { } key
        ? new(Convert.ToHexStringLower(SHA256.HashData(key.Bytes)), AccountOf(http))
        : null;

    // The token is this user's: that has been checked.
    static string AccountOf(HttpContext http)
    {
        var user = http.User.Identities.FirstOrDefault(identity => identity.IsAuthenticated);
        return user is null ? $"address {http.Connection.RemoteIpAddress}" : $"user {UserFingerprint.IdOf(user)}";
    }
}
