using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LiveGen.LiveViews;

/// <summary>
/// The name of a resumable upload's file says all that must be known of it without its token: whose it is and how large it
/// will be. Nothing of it comes from the browser as it is.
/// </summary>
readonly record struct ResumableFile(string Owner, string Id, long Size)
{
    const int OwnerCharacters = 32;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Owner}.{Id}.{Size}");

    /// <summary>A user's name, or a visitor's address, in a form that says nothing to who reads the directory.</summary>
    public static string OwnerOf(string user) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)))[..OwnerCharacters];

    public static ResumableFile? Parse(string name) =>
        name.Split('.') is [{ Length: OwnerCharacters } owner, var id, var digits]
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new(owner, id, size)
            : null;
}
