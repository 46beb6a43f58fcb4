using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LiveGen.Load.Clients;

/// <summary>What a page says first on its socket, from its HTML.</summary>
static partial class PageHello
{
    static readonly HttpClient s_http = new();

    public static async Task<string> FetchAsync(int port, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/{query}");
        request.Headers.ConnectionClose = true; // or the server's memory would hold our idle connections
        using var response = await s_http.SendAsync(request);
        var island = JsonNode.Parse(Island().Match(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Groups[1].Value)!;
        var open = island["commands"]!.AsArray().Single(command => (string?)command![0] == "livegen.openSocket")!;
        return new JsonArray("hello", new JsonObject
        {
            ["v"] = 1,
            ["build"] = (string?)island["build"],
            ["token"] = (string?)island["token"],
            ["at"] = (string?)open[3],
        }).ToJsonString();
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"livegen\"[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Island();
}
