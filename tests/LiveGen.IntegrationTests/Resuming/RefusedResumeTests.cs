using System.Security.Cryptography;
using LiveGen.Commands;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Templates;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>Who may not come back, or has missed what nobody has any more, is told to render itself again and nothing else.</summary>
public sealed class RefusedResumeTests
{
    static ValueTask ShowAsync(SocketServer server, string text) =>
        server.Groups.SendCommandsAsync("room.lobby", Live.Render(() => SetTitle(text)));

    static Action<HeaderList> As(string user) => headers => headers.Add("X-User", user);

    // A page that has been away while its room went on.
    static async Task<LivePage> AwayAsync(SocketServer server, Action<HeaderList>? headers = null)
    {
        await ShowAsync(server, "before it joined");
        var page = await LivePage.OpenAsync(server, headers: headers);
        await ShowAsync(server, "seen");
        await page.ReadUntilShownAsync("seen");
        page.Lose();
        Assert.Equal("connected", await server.Ledger.NextAsync());
        Assert.Equal("left ", await server.Ledger.NextAsync());
        await server.LostAsync();
        await ShowAsync(server, "secret");
        return page;
    }

    static async Task RefusesAsync(SocketServer server, LivePage page, string why)
    {
        await page.ComeBackInVainAsync();

        await server.Log.LoggedAsync(121, why);
        await server.LostAsync();
        Assert.True(server.Ledger.IsEmpty, "no consumer was made");
    }

    [Fact]
    public async Task Statement_25_another_page_s_token_opens_nothing()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await AwayAsync(server);

        page.Key = new(RandomNumberGenerator.GetBytes(PageKey.Length), DateTimeOffset.MaxValue);

        await RefusesAsync(server, page, "its token to come back with is not this page's");
    }

    [Fact]
    public async Task Statement_25_another_user_s_token_opens_nothing()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await AwayAsync(server, As("ada"));
        using var eve = new LivePage(server, page.Path, As("eve")) { Key = page.Key, Token = page.Token };
        using var thief = await PageSocket.ConnectAsync(new Uri(server.Address, page.Path), As("eve"));
        var ada = new System.Security.Claims.ClaimsPrincipal(
            new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.Name, "ada")], "header"));

        // with ada's page token
        await thief.SendAsync($$"""["hello",{"v":1,"token":"{{server.Tokens.Issue(page.Key, ada)}}","resume":"{{page.Token}}","positions":{},"seen":0}]""");

        Assert.Equal(CloseCodes.ReRender, await thief.CloseAsync());
        Assert.True(server.Ledger.IsEmpty, "no consumer was made");
    }

    [Fact]
    public async Task Statement_25_a_token_of_another_path_or_that_was_changed_opens_nothing()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await AwayAsync(server);
        var token = page.Token!;

        page.Path = "/ws/attic";
        await RefusesAsync(server, page, "its token to come back with is not this page's");
        page.Path = "/ws/lobby?more=1";
        await RefusesAsync(server, page, "its token to come back with is not this page's");
        page.Path = "/ws/lobby";
        foreach (var changed in new[]
        {
            token.Replace("room.lobby=", "room.attic=", StringComparison.Ordinal), token.Replace(" - ", " d ", StringComparison.Ordinal),
            token.Insert(token.LastIndexOf('.'), " secret=0123456789ab-1"), token[..^1], "", "nonsense",
        })
        {
            page.Token = changed;
            await RefusesAsync(server, page, "its token to come back with is not this page's");
        }
    }

    [Fact]
    public async Task Statement_25_an_expired_token_opens_nothing()
    {
        await using var server = await Visitor.StartAsync(o => o.PageTokenLifetime = TimeSpan.FromMinutes(1));
        using var page = await AwayAsync(server);
        var token = server.Tokens.Issue(page.Key, new());

        server.Time.Advance(TimeSpan.FromMinutes(1));
        using var socket = await server.ConnectAsync();
        await socket.SendAsync($$"""["hello",{"v":1,"token":"{{token}}","resume":"{{page.Token}}","positions":{},"seen":0}]""");

        Assert.Equal(CloseCodes.ReRender, await socket.CloseAsync());
    }

    [Theory]
    [InlineData("room.lobby", "nonsense", "a position is malformed")]
    [InlineData("room.lobby", "0123456789ab-99999", "a position is of another epoch")]
    [InlineData("room.lobby", "EPOCH-0", "a position is from before it joined")]
    [InlineData("room.attic", "EPOCH-1", "it names a group that its token does not")]
    public async Task Statement_25_positions_that_cannot_be_its_own_open_nothing(string group, string position, string why)
    {
        await using var server = await Visitor.StartAsync();
        using var page = await AwayAsync(server);

        page.Positions[group] = position.Replace("EPOCH", page.Positions["room.lobby"].Split('-')[0], StringComparison.Ordinal);

        await RefusesAsync(server, page, why);
    }

    [Fact]
    public async Task The_moment_of_another_page_opens_nothing()
    {
        await using var server = await Visitor.StartAsync();
        using var page = new LivePage(server, "/ws/lobby", null);
        using var other = new LivePage(server, "/ws/lobby", null);

        await page.ComeBackInVainAsync(at: other.Moment);

        await server.Log.LoggedAsync(121, "its moment of render is not this page's");
        Assert.True(server.Ledger.IsEmpty, "no consumer was made");
    }

    [Fact]
    public async Task History_that_does_not_reach_back_to_where_the_page_was()
    {
        const int Kept = 4;
        await using var server = await Visitor.StartAsync(o => o.HistoryMessages = Kept);
        using var page = await AwayAsync(server);
        using var late = new LivePage(server, "/ws/lobby", null);
        var moment = late.Moment;
        for (var i = 0; i < Kept; i++)
            await ShowAsync(server, "more");

        await page.ComeBackInVainAsync();
        await server.Log.LoggedAsync(121, "the history of room.lobby does not reach back");
        await ShowAsync(server, "too much");
        await late.ComeBackInVainAsync(at: moment);
        await late.ConnectAsync(late.Moment); // as it does when it has rendered itself again
    }

    [Fact]
    public async Task More_than_may_wait_for_one_page()
    {
        const int MayWait = 8;
        await using var server = await Visitor.StartAsync(o => o.MaxQueuedFrames = MayWait);
        using var page = await AwayAsync(server);
        for (var i = 0; i < MayWait; i++)
            await ShowAsync(server, "more");

        await page.ComeBackInVainAsync();

        await server.Log.LoggedAsync(121, "more is to be played again than may wait for one page");
    }

    [Fact]
    public async Task A_room_into_which_its_user_is_not_let_any_more()
    {
        var house = new House();
        await using var server = await Visitor.StartAsync(house: house);
        using var page = await AwayAsync(server);

        house.IsOpen = false;
        await page.ComeBackInVainAsync();

        Assert.Equal("resumed", await server.Ledger.NextAsync());
        Assert.Equal("left 4410", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task A_group_in_which_the_page_has_not_been()
    {
        var house = new House { IsOpen = false };
        await using var server = await Visitor.StartAsync(house: house);
        using var page = await LivePage.OpenAsync(server);
        page.Lose();
        await server.LostAsync();

        house.IsOpen = true;
        await page.ComeBackInVainAsync();

        await server.Log.LoggedAsync(121, "it joins room.lobby, which it was not in");
    }
}
