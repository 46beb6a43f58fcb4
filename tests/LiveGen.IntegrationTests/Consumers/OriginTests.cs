using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>Which pages may open a socket; decided before the upgrade.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://app.example:81")]
    [InlineData("https://app.example")]
    [InlineData("http://www.app.example")]
    [InlineData("http://app.example.evil")]
    [InlineData("http://evilapp.example")]
    [InlineData("http://app.example@evil.example")]
    [InlineData("http://app.example/path")]
    [InlineData("ftp://app.example")]
    [InlineData("app.example")]
    [InlineData("http://app.example, https://evil.example")]
    [InlineData("")]
    public async Task A_foreign_origin_is_403_and_no_code_runs(string origin)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();

        var refused = await Assert.ThrowsAsync<HandshakeRefusedException>(() =>
            server.ConnectAsync(headers: h => h.Add("Host", "app.example").Add("Origin", origin)));

        Assert.Equal(403, refused.Status);
        Assert.Contains("LiveGenOptions.AllowedOrigins", Assert.Single(server.Log.Of(112)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://app.example")]
    [InlineData("http://app.example:80")]
    [InlineData("HTTP://APP.example")]
    [InlineData("https://other.example")]
    [InlineData("https://other.example:443")]
    public async Task The_page_s_own_origin_and_configured_ones_are_let_in(string origin)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>(o => o.AllowedOrigins.Add("https://Other.example"));

        using var page = await server.OpenAsync(headers: h => h.Add("Host", "app.example").Add("Origin", origin).Add("Cookie", "a=b"));
    }

    [Fact]
    public async Task Without_an_origin_only_without_cookies()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();

        using var tool = await server.OpenAsync();
        var refused = await Assert.ThrowsAsync<HandshakeRefusedException>(() =>
            server.ConnectAsync(headers: h => h.Add("Cookie", "session=hush")));

        Assert.Equal(403, refused.Status);
        Assert.Contains("it carries cookies but no Origin.", Assert.Single(server.Log.Of(112)), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains("EchoConsumer", StringComparison.Ordinal) && l.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_belongs_to_one_application()
    {
        await using var open = await SocketServer.StartAsync<EchoConsumer>(o => o.AllowedOrigins.Add("https://other.example"));
        await using var closed = await SocketServer.StartAsync<EchoConsumer>();

        using var page = await open.OpenAsync(headers: h => h.Add("Origin", "https://other.example"));
        await Assert.ThrowsAsync<HandshakeRefusedException>(() =>
            closed.ConnectAsync(headers: h => h.Add("Origin", "https://other.example")));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://*.example")]
    [InlineData("app.example")]
    [InlineData("https://app.example/path")]
    public async Task A_configured_origin_that_is_none_stops_the_application(string origin)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SocketServer.StartAsync<EchoConsumer>(o => o.AllowedOrigins.Add(origin)));

        Assert.Equal(
            $"LiveGenOptions.AllowedOrigins contains \"{origin}\", but an origin is a scheme and a host, with a port when it is " +
            "not the scheme's own: https://app.example or http://localhost:5000. Wildcards are not supported: name each one.",
            error.Message);
    }

    [Fact]
    public async Task The_application_s_own_WebSocket_options_hold_for_all_its_sockets()
    {
        await using var server = await SocketServer.StartAsync(app =>
        {
            app.UseRouting();
            app.UseWebSockets(new WebSocketOptions { AllowedOrigins = { "http://app.example" } });
            app.MapConsumer<EchoConsumer>("/ws/{room}").AllowAnonymous();
            app.Map("/theirs", async (HttpContext http) =>
            {
                using var socket = await http.WebSockets.AcceptWebSocketAsync(Protocol.Subprotocol);
            });
        });

        foreach (var path in new[] { "/theirs", "/ws/lobby" })
        {
            Assert.Equal(403, (await Assert.ThrowsAsync<HandshakeRefusedException>(() =>
                server.ConnectAsync(path, h => h.Add("Host", "app.example").Add("Origin", "https://evil.example")))).Status);
            using var own = await server.ConnectAsync(path, h => h.Add("Host", "app.example").Add("Origin", "http://app.example"));
        }
    }

    [Fact]
    public async Task A_plain_GET_is_426_and_other_methods_405()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var http = new HttpClient { BaseAddress = server.Address };

        using var get = await http.GetAsync("/ws/lobby");
        using var post = await http.PostAsync("/ws/lobby", content: null);

        Assert.Equal(426, (int)get.StatusCode);
        Assert.Equal("websocket", get.Headers.Upgrade.ToString());
        Assert.Equal(405, (int)post.StatusCode);
    }
}
