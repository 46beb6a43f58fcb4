using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.LiveViews;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.IntegrationTests.Security;

/// <summary>What LiveGen writes into the log about what others sent.</summary>
public sealed class LogTests
{
    const string Category = "LiveGen";
    const string Secret = "SECRET";

    static readonly string s_breaking = JsonSerializer.Serialize("a\r\nfake: line\u001b[31m");

    static Task<ActionServer> ActionsAsync()
    {
        static void Save(string password, int count) => throw new InvalidOperationException("the handler's own");
        return ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("save", id: "save", onclick: Callback(Save, This, This)); }).AllowAnonymous();
            app.MapAction("/save", Save).AllowAnonymous();
        });
    }

    [Fact]
    public async Task Statement_31_what_a_socket_sends_stays_in_its_line()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();
        await page.CallAsync($"[\"callback\",1,\"Join\",[{s_breaking}]]"); // the name of a group
        await page.ReceiveAsync();
        await page.SendAsync($"[\"callback\",2,\"Join\",[{s_breaking}],null,{s_breaking},{s_breaking}]"); // a seal and a token
        await page.ReceiveAsync();
        await page.SendAsync($"[\"callback\",3,{s_breaking},[]]"); // the name of a message
        Assert.Equal(CloseCodes.Malformed, await page.CloseAsync());
        await server.LostAsync(); // the reason is logged behind the close
        using var http = new HttpClient();
        using var handshake = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/ws/lobby"));
        foreach (var (name, value) in new[]
        {
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Origin", "https://a\u001b[31m"),
        })
            handshake.Headers.TryAddWithoutValidation(name, value);
        using var refused = await http.SendAsync(handshake);
        Assert.Equal(403, (int)refused.StatusCode);

        Assert.Equal([1, 1, 1, 1], new[] { 105, 120, 101, 112 }.Select(id => server.Log.Of(id).Count()));
        RequireWhole(server.Log.From(Category));
    }

    [Fact]
    public async Task Statement_31_what_calls_an_action_stays_in_its_line()
    {
        await using var server = await ActionsAsync();
        var page = await server.PageAsync();
        foreach (var name in new[] { "Sec-Fetch-Site", "Origin" })
        {
            using var refused = await server.SendAsync(HttpMethod.Post, "/save", null, ("LiveGen", "1"), (name, "https://a\u001b[31m"));
            Assert.Equal(403, (int)refused.StatusCode);
        }
        await page.PostAsync(page.Callback("save"), $"[{s_breaking}]");
        await page.PostAsync(page.Callback("save"), $"[\"callback\",1,{s_breaking},[],null,{s_breaking},{s_breaking}]");

        Assert.Equal([2, 1, 1], new[] { 131, 132, 135 }.Select(id => server.Log.Of(id).Count()));
        RequireWhole(server.Log.From(Category));
    }

    [Fact]
    public async Task Statement_32_no_log_of_an_action_has_a_secret()
    {
        await using var server = await ActionsAsync();
        (string, string)[] secrets = [("Cookie", "auth=" + Secret), ("Authorization", "Bearer " + Secret)];
        var page = await server.PageAsync("/?access_token=" + Secret, secrets);
        var callback = page.Callback("save");
        var failed = await page.CallAsync("save", $"\"{Secret}\"", "1");
        var invalid = await page.CallAsync("save", $"\"{Secret}\"", $"\"{Secret}\"");
        var sealedFrame = page.Frame(callback, $"\"{Secret}\"", "1");
        var stale = await page.PostAsync(callback, sealedFrame.Replace(",null,\"", ",null,\"" + Secret, StringComparison.Ordinal));
        var malformed = await page.PostAsync(callback, $"[\"{Secret}\"");
        using var content = new StringContent(sealedFrame, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var foreign = await server.SendAsync(HttpMethod.Post, "/save?access_token=" + Secret, content, [("LiveGen", "1"), .. secrets]);

        Assert.Equal([500, 422, 409, 400, 403],
            new[] { failed.Status, invalid.Status, stale.Status, malformed.Status, foreign.StatusCode }.Select(status => (int)status));
        RequireNone(server.Log.From(Category), JsonElement.Parse(sealedFrame)[6].GetString()!);
    }

    [Fact]
    public async Task Statement_32_no_log_of_a_socket_has_a_secret()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        void WithSecrets(HeaderList headers) => headers
            .Add("Cookie", "auth=" + Secret).Add("Authorization", "Bearer " + Secret).Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        using var page = await server.OpenAsync("/ws/lobby?access_token=" + Secret, WithSecrets);
        await page.CallAsync($"[\"callback\",1,\"Fail\",[\"{Secret}\"]]");
        await page.ReceiveAsync();
        await page.CallAsync($"[\"callback\",2,\"Add\",[\"{Secret}\"]]");
        await page.ReceiveAsync();
        await page.SendAsync($"[\"callback\",3,\"Say\",[\"{Secret}\"],null,\"{Secret}\",\"{Secret}\"]");
        await page.ReceiveAsync();
        await page.SendAsync($"[\"{Secret}\"");
        Assert.Equal(CloseCodes.Malformed, await page.CloseAsync());
        using var unopened = await server.ConnectAsync("/ws/lobby?fail=" + Secret, WithSecrets);
        await unopened.SendAsync(server.Hello(unopened.Key));
        await unopened.CloseAsync();
        await server.LostAsync(); // reasons are logged behind a close
        await Assert.ThrowsAsync<HandshakeRefusedException>(
            () => server.ConnectAsync("/ws/lobby?access_token=" + Secret, headers => headers.Add("Cookie", "auth=" + Secret)));

        Assert.Equal([1, 1, 1, 1, 1], new[] { 105, 120, 101, 104, 112 }.Select(id => server.Log.Of(id).Count()));
        RequireNone(server.Log.From(Category));
    }

    static void RequireWhole(IEnumerable<string> lines) => Assert.All(lines, line =>
    {
        Assert.DoesNotContain("\u001b", line, StringComparison.Ordinal);
        Assert.DoesNotContain("\nfake", line, StringComparison.Ordinal);
    });

    static void RequireNone(IEnumerable<string> lines, params string[] more) => Assert.All(lines, line =>
        Assert.All([Secret, .. more], secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
}
