using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Templates;

/// <summary>The nonce of this response's content security policy, where there is one.</summary>
static class ScriptNonce
{
    const int Bytes = 16; // CSP3 asks for at least 128 random bits
    static readonly object s_key = new();

    /// <summary>The nonce, or null when the response has no policy from LiveGen.</summary>
    public static string? Of(HttpContext http) => http.Items.TryGetValue(s_key, out var nonce) ? (string?)nonce : null;

    /// <summary>Makes the response's nonce.</summary>
    public static string Create(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        http.Items[s_key] = nonce;
        return nonce;
    }
}
