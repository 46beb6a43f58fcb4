using System.Security.Cryptography;
using System.Text;

namespace LiveGen.Redis;

/// <summary>
/// A script that is called by its hash. Redis forgets scripts when it restarts, and a server that has taken over never knew
/// them; so "I do not know it" is the sign to look what else may be gone.
/// </summary>
internal sealed class HashedScript(string text)
{
    public string Text { get; } = text;

#pragma warning disable CA5350 // Redis names scripts by their SHA-1; nothing is secured by it.
    public byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}
