using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>Which requests are calls; nothing of what is refused reaches a handler.</summary>
public sealed class ActionRequestTests : IAsyncLifetime
{
    int _calls;
    ActionServer _server = null!;
    CallingPage _page = null!;

    public async Task InitializeAsync()
    {
        void Save(string text) => Interlocked.Increment(ref _calls);
        _server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("save", id: "save", onclick: Callback(Save, This)); }).AllowAnonymous();
            app.MapAction("/save", Save).AllowAnonymous();
        }, options: options => { options.MaxFrameBytes = 1000; options.AllowedOrigins.Add("https://outer.example"); });
        _page = await _server.PageAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    async Task<HttpStatusCode> PostAsync(string type, string body, params (string, string)[] headers)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        using var response = await _server.SendAsync(HttpMethod.Post, "/save", content, headers);
        return response.StatusCode;
    }

    string Frame => _page.Frame(_page.Callback("save"), "\"hello\"");

    [Theory]
    [InlineData("same-origin", null, 200)]
    [InlineData("cross-site", null, 403)]
    [InlineData("same-site", null, 403)]
    [InlineData("none", null, 403)]
    [InlineData("", null, 403)]
    [InlineData("cross-site", "self", 403)]
    [InlineData(null, "self", 200)]
    [InlineData(null, "https://outer.example", 200)]
    [InlineData(null, "https://evil.example", 403)]
    [InlineData(null, "null", 403)]
    [InlineData(null, null, 403)]
    public async Task Statement_07_a_call_comes_from_a_page_of_this_origin(string? site, string? origin, int expected)
    {
        (string, string)[] headers =
        [
            ("LiveGen", "1"), .. site is null ? [] : new[] { ("Sec-Fetch-Site", site) },
            .. origin is null ? [] : new[] { ("Origin", origin == "self" ? _server.Address.GetLeftPart(UriPartial.Authority) : origin) },
        ];

        var status = await PostAsync("application/json", Frame, headers);

        Assert.Equal(expected, (int)status);
        Assert.Equal(expected == 200 ? 1 : 0, _calls);
        Assert.Equal(expected == 200 ? 0 : 1, _server.Log.Of(131).Count());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Statement_08_an_action_is_called_by_POST_alone(string method)
    {
        using var response = await _server.SendAsync(new HttpMethod(method), "/save", null, ("LiveGen", "1"), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        Assert.Equal(0, _calls);
    }

    [Theory]
    [InlineData("application/json", "", 400)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", """["ping"]""", 400)]
    [InlineData("application/json", """["callback",0,null,["x"]]""", 400)]
    [InlineData("application/json", """["callback",1,null,[{"a":1,"a":2}]]""", 400)]
    [InlineData("text/plain", """["callback",1,null,["x"]]""", 400)]
    [InlineData("application/x-www-form-urlencoded", "livegen=x", 400)]
    [InlineData("multipart/form-data", "no boundary", 400)]
    public async Task What_is_no_call_is_refused(string type, string body, int expected)
    {
        var status = await PostAsync(type, body, ("LiveGen", "1"), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(expected, (int)status);
        Assert.Equal(0, _calls);
        Assert.Single(_server.Log.Of(132));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("""["callback",0,null,[]]""")]
    public async Task What_is_refused_leaves_the_connection_to_the_next_request(string body)
    {
        var host = $"Host: {_server.Address.Authority}\r\n";
        using var connection = new TcpClient();
        await connection.ConnectAsync(_server.Address.Host, _server.Address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /save HTTP/1.1\r\n{host}LiveGen: 1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {body.Length}\r\n\r\n{body}GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
        using var answers = new StreamReader(connection.GetStream());

        var text = await answers.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 ", text, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deep_is_refused()
    {
        var deep = new string('[', 40) + new string(']', 40);

        Assert.Equal(HttpStatusCode.BadRequest,
            await PostAsync("application/json", $"[\"callback\",1,null,[{deep}]]", ("LiveGen", "1"), ("Sec-Fetch-Site", "same-origin")));
    }

    [Fact]
    public async Task A_form_of_another_page_is_no_call()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("application/json", Frame, ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(0, _calls);
    }

    [Fact]
    public async Task A_call_that_no_template_made_does_not_run()
    {
        var callback = _page.Callback("save");
        var frame = _page.Frame(callback, "\"hello\"");

        var forged = await _page.PostAsync(callback, frame.Replace("[\"hello\"]", "[\"hello\",1]", StringComparison.Ordinal));
        var bare = await _page.PostAsync(callback, """["callback",7,null,["hello"]]""");

        Assert.Equal((HttpStatusCode.Conflict, """[["ack",7,{"status":"stale","reason":"changed"}]]"""), (forged.Status, forged.Text));
        Assert.Equal(HttpStatusCode.Conflict, bare.Status);
        Assert.Equal(0, _calls);
        Assert.Equal(2, _server.Log.Of(135).Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_with_and_without_its_length(bool chunked)
    {
        var frame = _page.Frame(_page.Callback("save"), $"\"{new string('x', 1000)}\"");
        using var content = new StringContent(frame, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (chunked)
            content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/save") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add("LiveGen", "1");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await _server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, _calls);
    }
}
