using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>What groups send while a page is away, or before it has connected, arrives once and in order.</summary>
public sealed class GroupReplayTests
{
    static ValueTask SayAsync(SocketServer server, string text, string group = "room.lobby") => server.Groups.SendAsync(group, new Said(text));

    static ValueTask ShowAsync(SocketServer server, string text, string group = "room.lobby") =>
        server.Groups.SendCommandsAsync(group, Live.Render(() => SetTitle(text)));

    [Fact]
    public async Task What_was_sent_between_the_render_and_the_first_connect_follows_the_welcome()
    {
        await using var server = await Visitor.StartAsync();
        using var page = new LivePage(server, "/ws/lobby", null);
        await ShowAsync(server, "in the render");
        var moment = page.Moment;
        await ShowAsync(server, "commands");
        await SayAsync(server, "event");

        await page.HelloAsync(moment);
        Assert.StartsWith("""["welcome",""", await page.ReadAsync(), StringComparison.Ordinal);
        await page.ReadUntilShownAsync("event");

        Assert.Null(page.Resumed);
        await ShowAsync(server, "live");
        await page.ReadUntilShownAsync("live");
        Assert.Equal(["commands", "event", "live"], page.Shown);
    }

    [Fact]
    public async Task What_the_consumer_shows_as_it_connects_comes_between_the_welcome_and_what_is_played_again()
    {
        await using var server = await Visitor.StartAsync();
        using var page = new LivePage(server, "/ws/lobby?greet=1", null);
        var moment = page.Moment;
        await ShowAsync(server, "missed");
        await page.ConnectAsync(moment);
        await page.ReadUntilShownAsync("missed");

        Assert.Equal(["hello", "missed"], page.Shown);
    }

    [Fact]
    public async Task Every_message_is_applied_once_and_in_order_however_often_the_connection_is_lost()
    {
        const int Messages = 240, Cuts = 12, EachTime = Messages / Cuts;
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Messages; i++)
            {
                await (i % 2 == 0 ? ShowAsync(server, $"{i}") : SayAsync(server, $"{i}"));
                await Task.Yield();
            }
        });

        for (var cut = 0; cut < Cuts; cut++)
        {
            var until = page.Shown.Count + cut * 7 % EachTime; // now many, now none
            while (page.Shown.Count < Math.Min(until, Messages))
                await page.ReadAsync();
            page.Lose();
            await page.ComeBackAsync();
            Assert.Equal("all", page.Resumed);
        }
        await sending;
        await page.ReadUntilShownAsync($"{Messages - 1}");

        Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"{i}"), page.Shown);
    }

    [Fact]
    public async Task A_message_to_the_channel_alone_is_played_again_too()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await server.Layer.SendAsync(page.Channel, new Said("one"));
        await page.ReadUntilShownAsync("one");

        page.Lose();
        await server.LostAsync();
        await server.Layer.SendAsync(page.Channel, new Said("two"));
        await page.ComeBackAsync();
        await page.ReadUntilShownAsync("two");

        Assert.Equal(["one", "two"], page.Shown);
    }

    [Fact]
    public async Task All_that_an_event_sends_is_one_frame_with_the_event_s_position()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);

        await server.Groups.SendAsync("room.lobby", new Twice("x"));

        var position = server.Layer.Position.ToString();
        Assert.Equal("""["commands",[["livegen.title","x sent"],["livegen.title","x collected"]],{"g":"room.lobby","p":"POSITION"}]"""
            .Replace("POSITION", position, StringComparison.Ordinal), await page.ReadAsync());
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("unhandled")]
    [InlineData("broken")]
    public async Task A_position_without_anything_to_apply_comes_with_the_next_ping(string what)
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.SettleAsync(); // what comes while the consumer still connects is told with the next one, and there is none
        await (what switch
        {
            "silent" => server.Groups.SendAsync("room.lobby", new Silent(1)),
            "broken" => server.Groups.SendAsync("room.lobby", new Broken()),
            _ => server.Groups.SendAsync("room.lobby", new Add(1)),
        });

        // The consumer handles it in its own time.
        while (page.Positions["room.lobby"] != server.Layer.Position.ToString())
        {
            server.Time.Advance(new LiveGenOptions().HeartbeatInterval);
            Assert.StartsWith("[\"ping\"", await page.ReadAsync(), StringComparison.Ordinal);
        }
        Assert.Empty(page.Shown);
    }

    [Fact]
    public async Task Many_of_them_are_told_at_once()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.SettleAsync(); // what comes while the consumer still connects is told with the next one, and there is none

        for (var i = 0; i < 64; i++)
            await server.Groups.SendAsync("room.lobby", new Add(i));

        Assert.Equal($$"""["ping",{"room.lobby":"{{server.Layer.Position}}"}]""", await page.ReadAsync());
    }

    [Fact]
    public async Task Groups_joined_and_left_by_callbacks_come_with_a_new_token_ahead_of_the_ack()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        var first = page.Token;

        await page.CallAsync("""["callback",1,"Join",["more"]]""");
        Assert.StartsWith("""["groups",""", await page.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains(" more=", page.Token, StringComparison.Ordinal);
        Assert.True(page.Positions.ContainsKey("more"));
        await page.ReadAcksAsync(1);
        await page.CallAsync("""["callback",2,"Leave",["more"]]""");
        await page.ReadAcksAsync(2);

        Assert.Equal(first, page.Token);
        Assert.False(page.Positions.ContainsKey("more"));
    }

    [Fact]
    public async Task What_waited_behind_the_call_that_left_the_group_does_not_arrive()
    {
        var house = new House();
        await using var server = await Visitor.StartAsync(house: house);
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Join",["more"]]""");
        await page.CallAsync("""["callback",2,"Work",["a"]]""");
        await page.CallAsync("""["callback",3,"Leave",["more"]]""");
        await page.SettleAsync();

        await SayAsync(server, "too late", "more");
        house.Gate("a").SetResult();
        await page.ReadAcksAsync(3);
        await SayAsync(server, "next");
        await page.ReadUntilShownAsync("next");

        Assert.Equal(["done a", "next"], page.Shown);
        Assert.False(page.Positions.ContainsKey("more"));
    }

    [Fact]
    public async Task A_consumer_joins_the_groups_of_callbacks_again_or_its_page_renders_itself_again()
    {
        var house = new House();
        await using var server = await Visitor.StartAsync(house: house);
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Join",["more"]]""");
        await page.ReadAcksAsync(1);
        page.Lose();
        await ShowAsync(server, "missed", "more");

        await page.ComeBackInVainAsync();
        house.Rejoins = true;
        await page.ComeBackAsync();
        await page.ReadUntilShownAsync("missed");

        await server.Log.LoggedAsync(121, "Visitor.OnConnectedAsync does not join more again");
    }

    [Fact]
    public async Task An_ephemeral_group_has_no_positions_and_plays_nothing_again()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server, "/ws/lobby?ephemeral=1");
        await ShowAsync(server, "one", "ephemeral.cursors");
        Assert.Equal("""["commands",[["livegen.title","one"]],{"g":"ephemeral.cursors"}]""", await page.ReadAsync());
        Assert.Equal(["room.lobby", page.Channel], page.Positions.Keys.Order());

        page.Lose();
        await server.LostAsync();
        await ShowAsync(server, "two", "ephemeral.cursors");
        await page.ComeBackAsync();
        await ShowAsync(server, "three", "ephemeral.cursors");
        await page.ReadUntilShownAsync("three");

        Assert.Equal(["one", "three"], page.Shown);
    }
}
