using LiveGen.IntegrationTests.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>What becomes of the callbacks of a page that loses its connection and comes back to the same process.</summary>
public sealed class CallbackResumeTests
{
    static async Task ExpectAsync(SocketServer server, params string[] entries)
    {
        foreach (var entry in entries)
            Assert.Equal(entry, await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task A_callback_that_was_cut_off_is_lost_and_those_that_had_not_begun_run_once()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Work",["a"]]""");
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        await page.CallAsync("""["callback",3,"Say",["three"]]""");
        await page.SettleAsync();
        await ExpectAsync(server, "connected", "begun a");

        page.Lose();
        await ExpectAsync(server, "left ");
        await page.ComeBackAsync();
        Assert.Equal(1, page.Welcome.GetProperty("lastCallback").GetInt64());
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        await page.CallAsync("""["callback",3,"Say",["three"]]""");
        await page.ReadAcksAsync(3);

        Assert.Equal(["""["ack",1,{"status":"lost"}]""", """["ack",2]""", """["ack",3]"""], page.Acks);
        Assert.Equal(["two", "three"], page.Shown);
        await ExpectAsync(server, "resumed", "said two", "said three");
    }

    [Fact]
    public async Task A_callback_that_ends_later_is_answered_on_the_next_connection_whose_consumer_begins_behind_it()
    {
        var house = new House();
        await using var server = await Visitor.StartAsync(house: house);
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Work",["a",true]]""");
        await ExpectAsync(server, "connected", "begun a");

        page.Lose();
        await page.HelloAsync(at: null);
        house.Gate("a").SetResult();
        await page.ReadAcksAsync(1);

        Assert.Equal(["done a"], page.Shown);
        Assert.Equal(["""["ack",1]"""], page.Acks);
        // Whether the server has noticed the loss by then, or takes the old connection for one that is replaced: it ends first.
        Assert.StartsWith("left ", await server.Ledger.NextAsync(), StringComparison.Ordinal);
        await ExpectAsync(server, "resumed");
    }

    [Fact]
    public async Task A_consumer_that_does_not_end_holds_its_page_up_for_the_close_timeout_alone()
    {
        var (house, time, patience) = (new House(), new WatchedTime(), new LiveGenOptions().CloseTimeout);
        await using var server = await Visitor.StartAsync(house: house, build: builder => builder.Services.AddSingleton<TimeProvider>(time));
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Work",["a",true]]""");
        await ExpectAsync(server, "connected", "begun a");
        using var old = page.Socket;

        var back = page.ComeBackAsync();
        while (await time.NextAsync(PageSocket.Patience) != patience)
        {
            // Others wait, too.
        }
        Assert.False(back.IsCompleted);
        await time.AdvanceAsync(patience);
        await back;
        await page.ReadAcksAsync(1);
        house.Gate("a").SetResult(); // what it says now, nobody hears
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        await page.ReadAcksAsync(2);

        Assert.Equal(["""["ack",1,{"status":"lost"}]""", """["ack",2]"""], page.Acks);
        Assert.Equal(["two"], page.Shown);
    }

    [Fact]
    public async Task A_callback_that_was_begun_is_not_handled_again_however_often_it_is_sent()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.ReadAcksAsync(1);

        page.Lose();
        await page.ComeBackAsync();
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        await page.ReadAcksAsync(2);

        await ExpectAsync(server, "connected", "said one");
        Assert.Equal(["one", "two"], page.Shown);
    }
}
