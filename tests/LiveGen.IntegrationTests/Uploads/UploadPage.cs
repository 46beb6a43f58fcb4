using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LiveGen.IntegrationTests.Uploads;

/// <summary>What a browser does with the page: it has a token, a sealed callback, and sends files.</summary>
sealed partial class UploadPage : IDisposable
{
    readonly HttpClient _client;
    readonly JsonElement _send;

    UploadPage(HttpClient client, string html)
    {
        _client = client;
        using var island = JsonDocument.Parse(Island().Match(html).Groups[1].Value);
        Token = island.RootElement.GetProperty("token").GetString()!;
        _send = JsonElement.Parse(WebUtility.HtmlDecode(SendCallback().Match(html).Groups["json"].Value));
    }

    public string Token { get; set; }

    /// <summary>The callback of the button.</summary>
    public JsonElement Send => _send;

    public static async Task<UploadPage> OpenAsync(Uri address, string? user = null)
    {
        var client = new HttpClient { BaseAddress = address };
        if (user is not null)
            client.DefaultRequestHeaders.Add("X-User", user);
        return new UploadPage(client, await client.GetStringAsync(new Uri("/pages/", UriKind.Relative)));
    }

    /// <summary>The call's frame with these names of parts.</summary>
    public string Frame(params string[] parts) => JsonSerializer.Serialize<object?[]>(
        ["callback", 1, null, new object[] { parts }, null, _send.GetProperty("seal").GetString(), Token]);

    /// <summary>Calls the action with files.</summary>
    public async Task<Answer> SaveAsync(params (string Name, string Type, byte[] Content)[] files)
    {
        using var body = Body([.. files.Select((_, i) => $"f{i}")], files);
        return await SaveAsync(body);
    }

    /// <summary>Calls the action with finished resumable uploads.</summary>
    public async Task<Answer> SaveUploadsAsync(params string[] tokens)
    {
        using var body = Body([.. tokens.Select(token => $"up:{token}")], []);
        return await SaveAsync(body);
    }

    public async Task<Answer> SaveAsync(HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _send.GetProperty("post").GetString()) { Content = body };
        request.Headers.Add("LiveGen", "1");
        request.Headers.Add("LiveGen-Page", "/pages/");
        request.Headers.Add("LiveGen-Token", Token);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await _client.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public MultipartFormDataContent Body(string[] parts, (string Name, string Type, byte[] Content)[] files)
    {
        var body = new MultipartFormDataContent { { new StringContent(Frame(parts)), "livegen" } };
        for (var i = 0; i < files.Length; i++)
        {
            var content = new ByteArrayContent(files[i].Content);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(files[i].Type);
            body.Add(content, $"f{i}", files[i].Name);
        }
        return body;
    }

    /// <summary>Begins a resumable upload.</summary>
    public Task<Answer> BeginAsync(string name, long size, string type = "text/plain") =>
        UploadAsync(HttpMethod.Post, null, null, new StringContent(JsonSerializer.Serialize(new { name, type, size })));

    public Task<Answer> OffsetAsync(string upload) => UploadAsync(HttpMethod.Head, upload);

    public Task<Answer> AppendAsync(string upload, long offset, byte[] bytes) =>
        UploadAsync(HttpMethod.Patch, upload, offset, new ByteArrayContent(bytes));

    public Task<Answer> CancelAsync(string upload) => UploadAsync(HttpMethod.Delete, upload);

    public async Task<Answer> UploadAsync(HttpMethod method, string? upload, long? offset = null, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, "/_livegen/uploads") { Content = body };
        request.Headers.Add("LiveGen-Token", Token);
        if (upload is not null)
            request.Headers.Add("LiveGen-Upload", upload);
        if (offset is { } from)
            request.Headers.Add("LiveGen-Offset", from.ToString(CultureInfo.InvariantCulture));
        using var response = await _client.SendAsync(request);
        var at = response.Headers.TryGetValues("LiveGen-Offset", out var values) ? values.Single() : "";
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync() + at);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""<script type="application/json" id="livegen">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Island();

    // The first of the page.
    [GeneratedRegex("""data-lg-click=(["'])(?<json>.*?)\1""")]
    private static partial Regex SendCallback();
}

/// <summary>A response: its status, and its text (of a resumable upload: the offset).</summary>
sealed record Answer(int Status, string Text);
