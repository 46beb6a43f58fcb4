using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.Redis;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>A page comes back to another process than it was connected to.</summary>
public sealed class OtherProcessTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    readonly string _prefix = $"t{Guid.NewGuid():N}";
    readonly EphemeralDataProtectionProvider _keys = new();

    // Refuses at once.
    const string NobodyThere = "127.0.0.1:1,connectTimeout=100,abortConnect=false";

    Task<SocketServer> BeginAsync(string configuration, Action<LiveGenOptions>? options = null, House? house = null) =>
        Visitor.StartAsync(options, house, builder =>
        {
            builder.Services.AddSingleton<IDataProtectionProvider>(_keys);
            builder.Services.AddSingleton(TimeProvider.System); // Redis' own goes on
            builder.Services.AddLiveGen().AddRedis(configuration, options => options.KeyPrefix = _prefix);
        });

    async Task<SocketServer> StartAsync(Action<LiveGenOptions>? options = null, House? house = null)
    {
        var server = await BeginAsync(redis.Server.Configuration, options, house);
        await Until.SoAsync(() => !server.Layer.Position.IsNone, "the bus is heard"); // the canary sees to it
        return server;
    }

    // What one process has sent, another hears in its own time.
    static Task HeardAsync(SocketServer server, GroupPosition position) =>
        Until.SoAsync(() => server.Layer.Position.Number >= position.Number, "all was heard that was sent");

    [Fact]
    public async Task Its_groups_are_played_again_and_what_went_to_it_alone_is_unknown()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        using var page = await LivePage.OpenAsync(first);
        await first.Groups.SendAsync("room.lobby", new Said("one"));
        await page.ReadUntilShownAsync("one");
        await page.CallAsync("""["callback",1,"Say",["reply"]]""");
        await page.ReadAcksAsync(1);

        page.Lose();
        await first.LostAsync();
        await first.Groups.SendAsync("room.lobby", new Said("two"));
        await first.Layer.SendAsync(page.Channel, new Said("to it alone"));
        await HeardAsync(second, first.Layer.Position); // so that it is played again, and not heard as news
        page.MoveTo(second);
        var channel = page.Channel;
        await page.ComeBackAsync();
        await second.Groups.SendAsync("room.lobby", new Said("three"));
        await page.ReadUntilShownAsync("three");

        Assert.Equal(("groups", channel), (page.Resumed, page.Channel));
        Assert.Equal(["one", "reply", "to it alone", "two", "three"], page.Shown);
        await page.CallAsync("""["callback",2,"Say",["again"]]""");
        await page.ReadAcksAsync(2);
        Assert.Equal(2, page.Seen);
    }

    [Fact]
    public async Task The_older_connection_of_a_session_is_closed_wherever_it_is()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        using var page = await LivePage.OpenAsync(first);
        using var old = page.Socket;

        page.MoveTo(second);
        await page.ComeBackAsync();
        Assert.Equal(CloseCodes.Replaced, await old.CloseAsync());
        await first.LostAsync();
        // The session ends behind the connection.
        await Until.SoAsync(() => first.App.Services.GetRequiredService<OpenSockets>().Sessions.Find(page.Channel) is null, "the session has ended");
        using var newer = page.Socket;
        page.MoveTo(first);
        await page.ComeBackAsync();

        Assert.Equal(CloseCodes.Replaced, await newer.CloseAsync());
        await second.Layer.SendAsync(page.Channel, new Said("to it alone"));
        await page.ReadUntilShownAsync("to it alone");
        Assert.Equal(["to it alone"], page.Shown);
    }

    [Fact]
    public async Task A_page_rendered_where_Redis_was_not_heard_yet_renders_itself_again_where_it_is()
    {
        await using var deaf = await BeginAsync(NobodyThere);
        await using var second = await StartAsync();
        using var page = new LivePage(deaf, "/ws/lobby", null);
        var moment = page.Moment;
        await second.Groups.SendAsync("room.lobby", new Said("sent meanwhile"));

        page.MoveTo(second);

        await page.ComeBackInVainAsync(at: moment);
        await second.Log.LoggedAsync(121, "what was sent to room.lobby since the page was rendered is not known");
        await page.ConnectAsync(page.Moment); // as it does when it has rendered itself again
    }

    [Fact]
    public async Task Where_Redis_is_not_heard_a_page_that_was_rendered_so_is_let_in()
    {
        await using var deaf = await BeginAsync(NobodyThere);
        using var page = new LivePage(deaf, "/ws/lobby", null);
        await page.ConnectAsync(page.Moment);
        page.Lose();
        await page.ComeBackInVainAsync(); // nobody knows where it was

        await page.ConnectAsync(page.Moment, resume: true);
        await page.CallAsync("""["callback",1,"Say",["here"]]""");
        await page.ReadAcksAsync(1);

        Assert.Equal(["here"], page.Shown);
    }

    [Fact]
    public async Task A_page_in_more_groups_than_its_token_can_name_renders_itself_again()
    {
        const int Groups = 20;
        void Small(LiveGenOptions options) => options.MaxFrameBytes = 8 * 1024;
        await using var first = await StartAsync(Small, new House { Rejoins = true });
        await using var second = await StartAsync(Small, new House { Rejoins = true });
        using var page = await LivePage.OpenAsync(first);
        for (var i = 1; i <= Groups; i++)
            await page.CallAsync($$"""["callback",{{i}},"Join",["{{new string('x', 90)}}{{i}}"]]""");
        await page.ReadAcksAsync(Groups);
        page.Lose();
        await first.LostAsync();

        page.MoveTo(second);

        await page.ComeBackInVainAsync(); // it would not be in the latest, and nobody would know
    }
}
