using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LiveGen.Faults.Pages;

/// <summary>What a page's HTML says: to the runtime (docs/protocol.md §1), and of the application's state.</summary>
/// <param name="Build">The build of the runtime that it was made for.</param>
/// <param name="Token">The page's token.</param>
/// <param name="Socket">The socket that it opens.</param>
/// <param name="At">Where the layer stood before the view ran.</param>
/// <param name="Seals">Of its callbacks, by the message's name.</param>
/// <param name="Shown">Of each group, the last number that the page shows.</param>
sealed partial record Island(string Build, string Token, string Socket, string? At, IReadOnlyDictionary<string, string> Seals,
    IReadOnlyDictionary<string, long> Shown)
{
    /// <summary>The server did not know where the layer stood.</summary>
    public bool IsBlind => At is null || At.StartsWith("-.", StringComparison.Ordinal);

    public static Island Parse(string html)
    {
        using var json = JsonDocument.Parse(Script().Match(html).Groups[1].Value);
        var root = json.RootElement;
        var open = root.GetProperty("commands").EnumerateArray().Single(command => command[0].GetString() == "livegen.openSocket");
        return new Island(
            root.GetProperty("build").GetString()!,
            root.GetProperty("token").GetString()!,
            open[1].GetString()!,
            open.GetArrayLength() > 3 ? open[3].GetString() : null,
            Click().Matches(html).Select(match => SealOf(WebUtility.HtmlDecode(match.Groups[1].Value))).ToDictionary(),
            State().Matches(html).ToDictionary(
                match => match.Groups[1].Value, match => long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
    }

    static KeyValuePair<string, string> SealOf(string callback)
    {
        using var json = JsonDocument.Parse(callback);
        return KeyValuePair.Create(json.RootElement.GetProperty("name").GetString()!, json.RootElement.GetProperty("seal").GetString()!);
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"livegen\"[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("data-lg-click='([^']+)'")]
    private static partial Regex Click();

    [GeneratedRegex("<p id=\"([^\"]+)\" data-last=\"([0-9]+)\"")]
    private static partial Regex State();
}
