using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>Who is in a group: people, not sockets, and without flicker.</summary>
public sealed class PresenceTests
{
    static readonly TimeSpan s_grace = new LiveGenOptions().PresenceGrace;
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    static async Task<string> ShownAsync(PageSocket page)
    {
        const string Head = """["commands",[["livegen.title",""";
        var frame = await page.ReceiveAsync();
        Assert.StartsWith(Head, frame, StringComparison.Ordinal);
        return frame[(Head.Length + 1)..frame.IndexOf("\"]]", StringComparison.Ordinal)];
    }

    // Opens a page and waits until the watcher has seen what that changed.
    static async Task<PageSocket> EnterAsync(SocketServer server, PageSocket watcher, string query, string shown)
    {
        var page = await server.OpenAsync("/ws/room?" + query);
        Assert.Equal(shown, await ShownAsync(watcher));
        return page;
    }

    [Fact]
    public async Task One_person_in_two_tabs_is_one_entry_with_two_sockets()
    {
        await using var server = await SocketServer.StartAsync<RoomConsumer>();
        using var watcher = await server.OpenAsync("/ws/room");
        using var first = await EnterAsync(server, watcher, "name=Ada&meta=!", "+Ada - = Ada!:1");
        using var second = await server.OpenAsync("/ws/room?name=Ada");
        server.Time.Advance(s_pause);
        using var bob = await EnterAsync(server, watcher, "name=Bob", "+Bob - = Ada:2 Bob:1"); // the latest meta counts

        await first.LeaveAsync();
        await WaitForAsync(server, s_grace);
        await second.LeaveAsync();
        await WaitForAsync(server, s_grace);

        Assert.Equal("+ -Ada = Bob:1", await ShownAsync(watcher));
    }

    [Fact]
    public async Task Who_reconnects_within_the_grace_was_never_away()
    {
        await using var server = await SocketServer.StartAsync<RoomConsumer>();
        using var watcher = await server.OpenAsync("/ws/room");
        using var first = await EnterAsync(server, watcher, "name=Ada", "+Ada - = Ada:1");

        first.Cut();
        await WaitForAsync(server, s_grace - TimeSpan.FromMilliseconds(1));
        using var again = await server.OpenAsync("/ws/room?name=Ada");
        server.Time.Advance(s_grace);
        await watcher.SettleAsync();

        again.Cut();
        await WaitForAsync(server, s_grace);
        Assert.Equal("+ -Ada = ", await ShownAsync(watcher));
        Assert.Equal(0, ((MemoryPresence)server.App.Services.GetRequiredService<IPresenceStore>()).Count);
    }

    [Fact]
    public async Task Changes_within_a_second_come_together_and_who_came_and_went_is_not_told()
    {
        await using var server = await SocketServer.StartAsync<RoomConsumer>();
        using var watcher = await server.OpenAsync("/ws/room");
        using var ada = await EnterAsync(server, watcher, "name=Ada", "+Ada - = Ada:1");

        using var bob = await server.OpenAsync("/ws/room?name=Bob");
        using var cy = await server.OpenAsync("/ws/room?name=Cy");
        await cy.CallAsync("""["callback",1,"Leave",["room"]]""");
        Assert.Equal("""["ack",1]""", await cy.ReceiveAsync());
        await watcher.SettleAsync();
        server.Time.Advance(s_pause);

        Assert.Equal("+Bob - = Ada:1 Bob:1", await ShownAsync(watcher));
    }

    [Fact]
    public async Task One_who_takes_another_name_leaves_the_old_one_and_one_who_untracks_goes_at_once()
    {
        await using var server = await SocketServer.StartAsync<RoomConsumer>();
        using var watcher = await server.OpenAsync("/ws/room");
        using var ada = await EnterAsync(server, watcher, "name=Ada", "+Ada - = Ada:1");
        server.Time.Advance(s_pause);

        await ada.CallAsync("""["callback",1,"Say",["Eve"]]""");
        var shown = await ShownAsync(watcher);
        if (shown.StartsWith("+Eve - ", StringComparison.Ordinal)) // told between the two halves
        {
            server.Time.Advance(s_pause);
            shown = await ShownAsync(watcher);
        }
        Assert.EndsWith("-Ada = Eve:1", shown, StringComparison.Ordinal);
        server.Time.Advance(s_pause);

        await ada.CallAsync("""["callback",2,"Leave",["room"]]""");
        Assert.Equal("+ -Eve = ", await ShownAsync(watcher));
    }

    // Lets the time pass when the server knows that the socket has ended.
    static async Task WaitForAsync(SocketServer server, TimeSpan time)
    {
        Assert.Equal("left", await server.Ledger.NextAsync());
        server.Time.Advance(time);
    }
}
