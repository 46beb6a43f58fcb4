using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>
/// Who a page was rendered for, as its token remembers it: a hash of the user's id and of the sign-in's <c>sid</c>, all zero for
/// a visitor who has not signed in, or null. Roles and names may change without making pages stale.
/// </summary>
static class UserFingerprint
{
    public const int Length = 16;

    // Ids come by these names: ASP.NET Core's, OpenID Connect's, and what Windows and simple handlers have instead.
    static readonly string[] s_ids = [ClaimTypes.NameIdentifier, "sub", ClaimTypes.Name];

    public static void Write(ClaimsPrincipal? user, Span<byte> to)
    {
        to.Clear();
        var identity = user?.Identities.FirstOrDefault(identity => identity.IsAuthenticated);
        if (identity is null)
            return;
        using var text = new PooledBuffer();
        JsonText.WriteString(text, IdOf(identity));
        JsonText.WriteString(text, identity.FindFirst("sid")?.Value ?? "");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        hash[..Length].CopyTo(to);
    }

    /// <summary>The same as a number, to be kept and compared within the process.</summary>
    public static UInt128 Of(ClaimsPrincipal? user)
    {
        Span<byte> fingerprint = stackalloc byte[Length];
        Write(user, fingerprint);
        return BinaryPrimitives.ReadUInt128LittleEndian(fingerprint);
    }

    /// <summary>Whether a page or a cookie that says so is this user's. How long that takes tells nothing of either.</summary>
    public static bool Matches(ClaimsPrincipal? user, ReadOnlySpan<byte> expected)
    {
        Span<byte> fingerprint = stackalloc byte[Length];
        Write(user, fingerprint);
        return CryptographicOperations.FixedTimeEquals(fingerprint, expected);
    }

    public static string IdOf(ClaimsIdentity identity)
    {
        foreach (var type in s_ids)
        {
            if (identity.FindFirst(type)?.Value is { } id)
                return id;
        }
        return identity.Name ?? ""; // an identity may have a name claim of another type
    }
}
