using LiveGen.IntegrationTests.Consumers;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace LiveGen.IntegrationTests.Sealing;

/// <summary>A page calls what its template has made, and nothing else; the handler of a refused call never runs.</summary>
public sealed class SealedSocketTests
{
    static async Task RefusedAsync(SocketServer server, PageSocket socket, string frame, string reason)
    {
        await socket.SendAsync(frame);
        Assert.Equal($$"""["ack",1,{"status":"stale","reason":"{{reason}}"}]""", await socket.ReceiveAsync());
        Assert.True(server.Ledger.IsEmpty);
        Assert.Contains(server.Log.Of(120), line => line.Contains(reason, StringComparison.OrdinalIgnoreCase));
        await socket.SettleAsync(); // and the socket lives
    }

    static async Task RunsAsync(SocketServer server, PageSocket socket, string frame, string runs)
    {
        await socket.SendAsync(frame);
        Assert.Equal("""["ack",1]""", await socket.ReceiveAsync());
        Assert.Equal(runs, await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task What_the_template_made_runs_with_its_constants_and_what_was_typed()
    {
        await using var server = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(server, "/desk/7");
        using var socket = await page.OpenAsync(server);

        await RunsAsync(server, socket, page.Callbacks[0].Frame(), "deleted 42 typed");
        await RunsAsync(server, socket, page.Callbacks[1].Frame(read: "\"x\""), "archived 42 x");
        await RunsAsync(server, socket, page.Callbacks[2].Frame(), "untyped 42 typed");
    }

    [Theory]
    [InlineData("\"Delete\",[42", "\"Delete\",[43")]
    [InlineData("\"Delete\",[42", "\"Delete\",[\"42\"")]
    [InlineData("\"Delete\"", "\"Archive\"")]
    [InlineData("\"Delete\"", "null")]
    [InlineData("[42,\"typed\"]", "[42]")]
    [InlineData("[42,\"typed\"]", "[42,\"typed\",1]")]
    [InlineData("[42,\"typed\"]", "[\"typed\",42]")]
    [InlineData("1\"]", "0\"]")]
    [InlineData("1\"]", "3\"]")]
    [InlineData("1\"]", "\"]")]
    public async Task Statement_23_a_changed_constant_message_number_or_mask_is_refused(string from, string to)
    {
        await using var server = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(server, "/desk/7");
        using var socket = await page.OpenAsync(server);
        var frame = page.Callbacks[0].Frame();
        Assert.Contains(from, frame, StringComparison.Ordinal);

        await RefusedAsync(server, socket, frame.Replace(from, to, StringComparison.Ordinal), "changed");
    }

    [Theory]
    [InlineData("/ws/desk/8")]
    [InlineData("/ws/other/7")]
    [InlineData("/ws/desk/7?view=all")]
    public async Task Statement_23_another_socket_route_value_or_query_is_refused(string path)
    {
        await using var server = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(server, "/desk/7");
        using var socket = await page.OpenAsync(server, path: path);

        await RefusedAsync(server, socket, page.Callbacks[0].Frame(), "changed");
    }

    [Theory]
    [InlineData("""["callback",1,"Delete",[42,"typed"]]""")]
    [InlineData("""["callback",1,"Delete",[42,"typed"],{"row":1}]""")]
    [InlineData("""["callback",1,"Delete",[42,"typed"],null,null]""")]
    [InlineData("""["callback",1,"Delete",[42,"typed"],null,""]""")]
    [InlineData("""["callback",1,"Delete",[42,"typed"],null,"AbCdEfGhIjKlMnOpQrSt-_1"]""")]
    [InlineData("""["callback",1,"Delete",[42,"typed"],null,"AbCdEfGhIjKlMnOpQrSt-_1","garbage"]""")]
    [InlineData("""["callback",1,null,[]]""")]
    public async Task Statement_23_a_call_without_a_seal_of_ours_is_refused(string frame)
    {
        await using var server = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(server, "/desk/7");
        using var socket = await page.OpenAsync(server);

        await RefusedAsync(server, socket, frame, "changed");
    }

    [Fact]
    public async Task Statement_23_another_pages_seal_and_another_pages_token_beside_it_are_refused()
    {
        await using var server = await Desk.StartAsync();
        var (page, other) = (await RenderedPage.GetAsync(server, "/desk/7"), await RenderedPage.GetAsync(server, "/desk/7"));
        using var socket = await other.OpenAsync(server);

        await RefusedAsync(server, socket, page.Callbacks[0].Frame(), "changed");
        await RefusedAsync(server, socket, page.Callbacks[0].Frame(token: page.Token), "changed");
        await RunsAsync(server, socket, other.Callbacks[0].Frame(), "deleted 42 typed");
    }

    [Theory]
    [InlineData("""["hello",{"v":1}]""")]
    [InlineData("""["hello",{"v":1,"token":""}]""")]
    [InlineData("""["hello",{"v":1,"token":"garbage"}]""")]
    [InlineData("""["hello",{"v":1,"token":"Ä\u0000"}]""")]
    public async Task Statement_23_without_a_token_that_holds_a_page_listens_but_does_not_call(string hello)
    {
        await using var server = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(server, "/desk/7");
        using var socket = await server.ConnectAsync("/ws/desk/7");
        await socket.SendAsync(hello);
        Assert.StartsWith("""["welcome",""", await socket.ReceiveAsync(), StringComparison.Ordinal);

        await RefusedAsync(server, socket, page.Callbacks[0].Frame(), "changed");
    }

    [Theory]
    [InlineData("ada", "eve")]
    [InlineData("ada", null)] // after logout
    [InlineData(null, "ada")]
    public async Task Statement_24_another_user_and_the_same_page_after_logout_are_refused(string? renderedFor, string? calls)
    {
        await using var server = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(server, "/desk/7", renderedFor);
        using (var own = await page.OpenAsync(server, renderedFor))
            await RunsAsync(server, own, page.Callbacks[0].Frame(), "deleted 42 typed");
        using var socket = await page.OpenAsync(server, calls);

        await RefusedAsync(server, socket, page.Callbacks[0].Frame(), "user");
    }

    [Fact]
    public async Task Statement_24_an_expired_page_is_refused_on_a_new_socket_and_on_one_that_was_open()
    {
        var lifetime = TimeSpan.FromSeconds(5); // less than a heartbeat: the open socket is to live through it
        await using var server = await Desk.StartAsync(options: o => o.PageTokenLifetime = lifetime);
        var page = await RenderedPage.GetAsync(server, "/desk/7");
        using var open = await page.OpenAsync(server);
        server.Time.Advance(lifetime - TimeSpan.FromSeconds(1));
        await RunsAsync(server, open, page.Callbacks[0].Frame(), "deleted 42 typed");

        server.Time.Advance(TimeSpan.FromSeconds(1));

        await RefusedAsync(server, open, page.Callbacks[0].Frame(), "expired");
        using var late = await page.OpenAsync(server);
        await RefusedAsync(server, late, page.Callbacks[0].Frame(), "expired");
    }

    [Fact]
    public async Task Processes_with_one_key_ring_accept_each_others_pages_and_others_do_not()
    {
        var ring = new EphemeralDataProtectionProvider();
        await using var first = await Desk.StartAsync(ring);
        await using var second = await Desk.StartAsync(ring);
        await using var stranger = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(first, "/desk/7");

        using var socket = await page.OpenAsync(second);
        await RunsAsync(second, socket, page.Callbacks[0].Frame(), "deleted 42 typed");
        using var elsewhere = await page.OpenAsync(stranger);
        await RefusedAsync(stranger, elsewhere, page.Callbacks[0].Frame(), "changed");
    }

    [Fact]
    public async Task A_page_without_callbacks_and_sockets_carries_no_token_and_one_that_listens_does()
    {
        await using var server = await Desk.StartAsync();

        Assert.Null((await RenderedPage.GetAsync(server, "/still")).Token);
        Assert.NotNull((await RenderedPage.GetAsync(server, "/listens")).Token);
    }
}
