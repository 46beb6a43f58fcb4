using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>A page that was loaded, whose callbacks are called as its runtime would.</summary>
sealed partial class CallingPage(ActionServer server, string url, string html, (string Name, string Value)[] headers)
{
    public string Html => html;

    /// <summary>The callback that an element carries.</summary>
    public JsonElement Callback(string id, string on = "click")
    {
        var tag = Tag().Matches(html).Select(match => match.Value).Single(tag => tag.Contains($"id=\"{id}\"", StringComparison.Ordinal));
        var attribute = Regex.Match(tag, $"data-lg-{on}=(['\"])(.*?)\\1");
        Assert.True(attribute.Success, tag);
        return JsonElement.Parse(WebUtility.HtmlDecode(attribute.Groups[2].Value));
    }

    /// <summary>Calls an element's callback; <paramref name="values"/> are what the page reads for it, in order, as JSON.</summary>
    public Task<Answer> CallAsync(string id, params string[] values) => PostAsync(Callback(id), Frame(Callback(id), values));

    /// <summary>The same with files in a form.</summary>
    public async Task<Answer> CallAsync(string id, string[] values, params (string Part, string Name, string Text)[] files)
    {
        var frame = new StringContent(Frame(Callback(id), values));
        using var form = new MultipartFormDataContent { { frame, "livegen" } };
        foreach (var (part, name, text) in files)
            form.Add(new StringContent(text), part, name);
        return await SendAsync(Callback(id), form);
    }

    /// <summary>The frame of a call; a <c>["r"]</c> takes the next value.</summary>
    public string Frame(JsonElement callback, params string[] values)
    {
        var next = new Queue<string>(values);
        var args = callback.GetProperty("args").EnumerateArray()
            .Select(arg => arg[0].GetString() == "v" ? arg[1].GetString() : next.Dequeue()).ToArray();
        Assert.Empty(next);
        var seal = callback.TryGetProperty("seal", out var sealing) ? $",null,{sealing.GetRawText()}" : "";
        return $"[\"callback\",7,null,[{string.Join(',', args)}]{seal}{Token()}]";
    }

    public async Task<Answer> PostAsync(JsonElement callback, string frame)
    {
        using var content = new StringContent(frame, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await SendAsync(callback, content);
    }

    /// <summary>Sends any body as a call of this page.</summary>
    public async Task<Answer> SendAsync(JsonElement callback, HttpContent content, params (string Name, string Value)[] more)
    {
        using var response = await server.SendAsync(HttpMethod.Post, callback.GetProperty("post").GetString()!, content,
            [("LiveGen", "1"), ("LiveGen-Page", url), ("Sec-Fetch-Site", "same-origin"), .. headers, .. more]);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    string Token()
    {
        var island = JsonElement.Parse(Island().Match(html).Groups[1].Value);
        return island.TryGetProperty("token", out var token) ? $",{token.GetRawText()}" : "";
    }

    [GeneratedRegex("<[a-z][^<]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("id=\"livegen\">(.*?)</script>")]
    private static partial Regex Island();
}

/// <summary>What a call was answered with.</summary>
sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders Content)
{
    /// <summary>The commands of the answer's one batch, as JSON; none when there is none.</summary>
    public string[] Commands => [.. JsonElement.Parse(Text).EnumerateArray().Where(frame => frame[0].GetString() == "commands")
        .SelectMany(frame => frame[1].EnumerateArray()).Select(command => command.GetRawText())];

    /// <summary>The acknowledgement's details; null when the call succeeded.</summary>
    public JsonElement? Ack => JsonElement.Parse(Text).EnumerateArray().Last() is { } ack && ack.GetArrayLength() > 2 ? ack[2] : null;

    public string? AckStatus => Ack?.GetProperty("status").GetString();
}
