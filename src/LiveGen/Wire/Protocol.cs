using System.Security.Cryptography;

namespace LiveGen.Wire;

/// <summary>What both ends must agree on before they talk; see <c>docs/protocol.md</c>.</summary>
static class Protocol
{
    public const int Version = 1;

    public const string Subprotocol = "livegen.v1";

    const int BuildCharacters = 12;

    /// <summary>
    /// The build of the client runtime inside this assembly: a page that runs another one is told to reload (4426).
    /// </summary>
    public static string Build { get; } = HashOf("livegen.js");

    static string HashOf(string resource)
    {
        using var stream = typeof(Protocol).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly LiveGen was built without the resource {resource}.");
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..BuildCharacters];
    }
}
