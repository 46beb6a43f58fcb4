using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveGen.IntegrationTests.Consumers;

namespace LiveGen.IntegrationTests.Sealing;

/// <summary>What stands in an element, and what a page makes of it.</summary>
sealed record RenderedCallback(string To, string? Name, string[] Constants, string Seal, string? Key)
{
    /// <summary>The frame of this callback; values of the browser are null in the template's arguments.</summary>
    public string Frame(int id = 1, string read = "\"typed\"", string? token = null) =>
        $"[\"callback\",{id},{JsonSerializer.Serialize(Name)},[{string.Join(',', Constants.Select(text => text.Length == 0 ? read : text))}]," +
        $"null,\"{Seal}\"{(token is null ? "" : $",\"{token}\"")}]";
}

/// <summary>A page's HTML or a batch's, read as a browser does.</summary>
sealed partial class RenderedPage(string html)
{
    /// <summary>The page's token; null when it has none.</summary>
    public string? Token => TokenMember().Match(html) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>All callbacks of the page, in their order.</summary>
    public IReadOnlyList<RenderedCallback> Callbacks { get; } =
        [.. CallbackAttribute().Matches(html).Select(match => Read(WebUtility.HtmlDecode(match.Groups[1].Value)))];

    public static async Task<RenderedPage> GetAsync(SocketServer server, string path, string? user = null)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
            request.Headers.Add("X-User", user);
        using var response = await http.SendAsync(request);
        return new RenderedPage(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    /// <summary>The HTML inside a frame of commands.</summary>
    public static RenderedPage OfFrame(string frame)
    {
        using var json = JsonDocument.Parse(frame);
        var html = new StringBuilder();
        foreach (var command in json.RootElement[1].EnumerateArray())
            html.Append(command[command.GetArrayLength() - 1]);
        return new RenderedPage(html.ToString());
    }

    public static RenderedCallback Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var callback = document.RootElement;
        string? Text(string name) => callback.TryGetProperty(name, out var text) ? text.GetString() : null;
        return new RenderedCallback(Text("to") ?? Text("post")!, Text("name"),
            [.. callback.GetProperty("args").EnumerateArray().Select(arg => arg[0].GetString() == "v" ? arg[1].GetString()! : "")],
            Text("seal")!, Text("key"));
    }

    /// <summary>Opens the socket of the page's first callback and says hello with its token.</summary>
    public async Task<PageSocket> OpenAsync(SocketServer server, string? user = null, string? path = null)
    {
        var socket = await server.ConnectAsync(path ?? Callbacks[0].To, headers =>
        {
            if (user is not null)
                headers.Add("X-User", user);
        });
        await socket.SendAsync(Token is { } token ? $$"""["hello",{"v":1,"token":"{{token}}"}]""" : """["hello",{"v":1}]""");
        Xunit.Assert.StartsWith("""["welcome",""", await socket.ReceiveAsync(), StringComparison.Ordinal);
        return socket;
    }

    [GeneratedRegex("\"token\":\"([^\"]+)\"")]
    private static partial Regex TokenMember();

    [GeneratedRegex("data-lg-[a-z]+='([^']+)'")]
    private static partial Regex CallbackAttribute();
}
