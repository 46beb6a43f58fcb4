using System.Security.Cryptography;

namespace LiveGen.Wire;

/// <summary>What both ends must agree on before they talk; see <c>docs/protocol.md</c>.</summary>
static class Protocol
{
    public const int Version = 1;

    public const string Subprotocol = "livegen.v1";

    const int BuildCharacters = 12;

    // As the project file names them.
    const string ModulePrefix = "client/";
    const string ModuleSuffix = ".js";
    const string PluginPrefix = "plugins/";

    /// <summary>The names of the modules that the client runtime consists of: <c>livegen</c> and those loaded on demand.</summary>
    public static IReadOnlyList<string> ClientModules { get; } =
    [
        .. typeof(Protocol).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ModulePrefix, StringComparison.Ordinal))
            .Select(name => name[ModulePrefix.Length..^ModuleSuffix.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// The build of the client runtime inside this assembly, all its modules: a page that runs another one learns of it, and loads itself
    /// again when that disturbs nobody.
    /// </summary>
    public static string Build { get; } = HashOf(ClientModules);

    /// <summary>The text of one of <see cref="ClientModules"/>.</summary>
    public static byte[] ReadClientModule(string name) => Read(ModulePrefix + name + ModuleSuffix);

    /// <summary>The files that some applications' pages load besides: they are no part of the runtime, nor of its build.</summary>
    public static IReadOnlyList<string> PluginFiles { get; } =
    [
        .. typeof(Protocol).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(PluginPrefix, StringComparison.Ordinal)).Select(name => name[PluginPrefix.Length..]),
    ];

    /// <summary>The text of one of <see cref="PluginFiles"/>.</summary>
    public static byte[] ReadPluginFile(string name) => Read(PluginPrefix + name);

    static byte[] Read(string resource)
    {
        using var source = typeof(Protocol).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException(
                $"{resource} of the browser runtime is missing from this build of LiveGen. Run npm run build and build again.");
        using var copy = new MemoryStream();
        source.CopyTo(copy);
        return copy.ToArray();
    }

    static string HashOf(IEnumerable<string> modules)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var module in modules)
            hash.AppendData(ReadClientModule(module));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..BuildCharacters];
    }
}
