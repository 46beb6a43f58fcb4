using System.Text.Json;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>A page comes back to the process that it was connected to: what went to it alone, and its callbacks, go on.</summary>
public sealed class SameProcessTests
{
    static async Task ExpectAsync(SocketServer server, params string[] entries)
    {
        foreach (var entry in entries)
            Assert.Equal(entry, await server.Ledger.NextAsync());
    }

    static Sessions SessionsOf(SocketServer server) => server.App.Services.GetRequiredService<OpenSockets>().Sessions;

    // All that may be kept is free.
    static bool KeepsNothing(Sessions sessions)
    {
        var all = (int)sessions.Options.MaxResumeBytes;
        if (!sessions.TryReserve(all))
            return false;
        sessions.Release(all);
        return true;
    }

    [Fact]
    public async Task Replies_and_acks_that_did_not_arrive_are_sent_again()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.ReadAcksAsync(1);
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        await page.CallAsync("""["callback",3,"Say",["three"]]""");
        await ExpectAsync(server, "connected", "said one", "said two", "said three");

        page.Lose();
        await ExpectAsync(server, "left ");
        await page.ComeBackAsync();

        Assert.Equal(("all", 3), (page.Resumed, page.Welcome.GetProperty("lastCallback").GetInt64()));
        Assert.Equal("""["commands",[["livegen.title","two"]]]""", await page.ReadAsync());
        Assert.Equal("""["ack",2]""", await page.ReadAsync());
        Assert.Equal("""["commands",[["livegen.title","three"]]]""", await page.ReadAsync());
        Assert.Equal("""["ack",3]""", await page.ReadAsync());
        await page.SettleAsync();
        Assert.Equal(["one", "two", "three"], page.Shown);
        Assert.Equal(6, page.Seen);
    }

    [Fact]
    public async Task What_the_page_has_seen_is_not_kept()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.ReadAcksAsync(1);
        Assert.False(KeepsNothing(SessionsOf(server)));

        await page.Socket.SendAsync("""["seen",2]""");
        await page.SettleAsync();

        Assert.True(KeepsNothing(SessionsOf(server)));
    }

    [Fact]
    public async Task Pings_are_neither_counted_nor_sent_again()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        server.Time.Advance(new LiveGenOptions().HeartbeatInterval);
        while (!(await page.ReadAsync()).StartsWith("[\"ping\"", StringComparison.Ordinal))
        {
        }
        await page.SettleAsync();
        Assert.True(KeepsNothing(SessionsOf(server)));

        page.Lose();
        await page.ComeBackAsync();

        Assert.Equal(("all", 0), (page.Resumed, page.Seen));
        await page.Socket.SendAsync("""["ping"]""");
        Assert.Equal("""["pong"]""", await page.ReadAsync()); // the first frame behind the welcome
    }

    [Fact]
    public async Task A_page_that_names_no_position_gets_all_since_it_joined()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await server.Groups.SendAsync("room.lobby", new Said("one"));
        page.Lose();
        await server.Groups.SendAsync("room.lobby", new Said("two"));

        page.Positions.Clear();
        await page.ComeBackAsync();

        await page.ReadUntilShownAsync("two");
        Assert.Equal(["one", "two"], page.Shown);
    }

    [Fact]
    public async Task Who_has_seen_more_than_was_sent_is_malformed()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);

        await page.Socket.SendAsync("""["seen",1]""");

        Assert.Equal(CloseCodes.Malformed, await page.Socket.CloseAsync());
    }

    [Fact]
    public async Task A_newer_connection_replaces_an_older_one_that_is_still_open()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        using var old = page.Socket;

        await page.ComeBackAsync();

        Assert.Equal("all", page.Resumed);
        Assert.Equal(CloseCodes.Replaced, await old.CloseAsync());
        await ExpectAsync(server, "connected", "left 4409", "resumed");
        await server.Groups.SendAsync("room.lobby", new Said("hello"));
        await page.ReadUntilShownAsync("hello");
    }

    [Fact]
    public async Task After_the_resume_window_the_groups_alone_are_left()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        page.Lose();
        await ExpectAsync(server, "connected", "said one", "left ");
        await server.LostAsync();
        await server.Groups.SendAsync("room.lobby", new Said("missed"));

        server.Time.Advance(new LiveGenOptions().ResumeWindow + TimeSpan.FromSeconds(1));
        Assert.Null(SessionsOf(server).Find(page.Channel));
        Assert.True(KeepsNothing(SessionsOf(server)));
        await page.ComeBackAsync();
        await page.ReadUntilShownAsync("missed");

        Assert.Equal("groups", page.Resumed);
        Assert.Equal(["missed"], page.Shown);
    }

    [Theory]
    [InlineData(1, 256 * 1024, 64L * 1024 * 1024)]
    [InlineData(256, 100, 64L * 1024 * 1024)]
    [InlineData(256, 256 * 1024, 100L)]
    public async Task A_page_that_lacks_more_than_is_kept_renders_itself_again_and_goes_on(int frames, int bytes, long all)
    {
        await using var server = await Visitor.StartAsync(o => (o.ResumeBufferFrames, o.ResumeBufferBytes, o.MaxResumeBytes) = (frames, bytes, all));
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await ExpectAsync(server, "connected", "said one");
        page.Lose();
        await ExpectAsync(server, "left ");

        await page.ComeBackInVainAsync();
        await page.ConnectAsync(page.Moment, resume: true);

        Assert.Null(page.Resumed);
        await page.SettleAsync();
        Assert.Empty(page.Acks);
    }

    [Fact]
    public async Task Of_too_many_lost_sessions_the_oldest_gives_way()
    {
        await using var server = await Visitor.StartAsync(o => o.MaxLostSessions = 1);
        using var first = await LivePage.OpenAsync(server);
        using var second = await LivePage.OpenAsync(server);
        first.Lose();
        await ExpectAsync(server, "connected", "connected", "left ");
        await server.LostAsync(open: 1);
        second.Lose();
        await ExpectAsync(server, "left ");
        await server.LostAsync();

        Assert.Null(SessionsOf(server).Find(first.Channel));
        Assert.NotNull(SessionsOf(server).Find(second.Channel));
        await first.ComeBackAsync();
        await second.ComeBackAsync();

        Assert.Equal(("groups", "all"), (first.Resumed, second.Resumed));
    }

    [Fact]
    public async Task A_session_that_its_consumer_has_closed_is_not_come_back_to_but_its_groups_are()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Bye",[4500,"bye"]]""");
        Assert.Equal(4500, await page.Socket.CloseAsync());
        await ExpectAsync(server, "connected", "left 4500");
        await server.LostAsync();
        await server.Groups.SendAsync("room.lobby", new Said("missed"));

        await page.ComeBackAsync();
        await page.ReadUntilShownAsync("missed");

        Assert.Equal("groups", page.Resumed);
    }

    [Fact]
    public async Task A_page_that_has_rendered_itself_again_keeps_its_replies_and_callbacks()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await ExpectAsync(server, "connected", "said one");
        page.Lose();
        await ExpectAsync(server, "left ");
        await server.Groups.SendAsync("room.lobby", new Said("in the render"));

        page.Key = new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16), DateTimeOffset.MaxValue);
        var moment = page.Moment;
        await server.Groups.SendAsync("room.lobby", new Said("behind it"));
        await page.ConnectAsync(moment, resume: true);
        await page.ReadUntilShownAsync("behind it");

        Assert.Equal(("all", 1), (page.Resumed, page.Welcome.GetProperty("lastCallback").GetInt64()));
        Assert.Equal(["one", "behind it"], page.Shown);
        await ExpectAsync(server, "connected");
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        await page.ReadUntilShownAsync("two");
    }

    [Fact]
    public async Task A_page_without_a_token_that_holds_cannot_come_back()
    {
        await using var server = await Visitor.StartAsync();
        using var socket = await server.ConnectAsync();

        await socket.SendAsync("""["hello",{"v":1}]""");

        var welcome = await socket.ReceiveWholeAsync();
        Assert.DoesNotContain("resume", welcome, StringComparison.Ordinal);
        Assert.Null(SessionsOf(server).Find(JsonElement.Parse(welcome)[1].GetProperty("channel").GetString()!));
    }
}
