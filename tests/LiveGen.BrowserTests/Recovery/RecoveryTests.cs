using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Recovery;

/// <summary>Connections that are lost while something is going on: nothing is missed, nothing comes twice, nothing typed is lost.</summary>
public sealed class RecoveryTests(Chromium chromium) : BrowserTest(chromium)
{
    async Task<Visitor> OpenAsync(string url, bool isConnected = true)
    {
        var visitor = await ArriveAsync();
        visitor.ExpectTrouble();
        await visitor.CountAsync("resynced");
        await visitor.GoAsync(url);
        if (isConnected)
            await visitor.ConnectedAsync();
        return visitor;
    }

    static Task<int> ResyncsAsync(Visitor visitor) => visitor.CountOfAsync("resynced");

    static string[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(n => $"{n}")];

    [Fact]
    public async Task Messages_that_flow_while_connections_break_arrive_once_each_and_in_order()
    {
        const int Rounds = 4, Burst = 20;
        var site = Keep(await RecoverySite.StartAsync());
        var proxy = Keep(new CuttingProxy(site.Url));
        var ada = await OpenAsync(proxy.Url);
        var lines = ada.Locator("#lines li");

        for (var (round, n) = (0, 0); round < Rounds; round++)
        {
            for (var i = 0; i < Burst; i++)
                await site.WriteAsync($"{++n}");
            proxy.Cut(); // somewhere among them
            for (var i = 0; i < Burst; i++)
                await site.WriteAsync($"{++n}");
            await Expect(lines).ToHaveCountAsync(n);
        }

        await Expect(lines).ToHaveTextAsync(Numbers(Rounds * Burst * 2));
        Assert.Equal(0, await ResyncsAsync(ada)); // all of it by playing again
    }

    [Fact]
    public async Task Calls_that_are_made_while_connections_break_run_once_each_and_their_replies_come_once()
    {
        const int Calls = 24;
        var site = Keep(await RecoverySite.StartAsync());
        var proxy = Keep(new CuttingProxy(site.Url));
        var ada = await OpenAsync(proxy.Url);
        var field = ada.Locator("#field");

        for (var n = 1; n <= Calls; n++)
        {
            await field.FillAsync($"{n}");
            await field.PressAsync("Enter");
            if (n % 8 == 0)
            {
                proxy.Cut();
                await Expect(ada.Locator("#replies li")).ToHaveCountAsync(n);
            }
        }

        await Expect(ada.Locator("#replies li")).ToHaveTextAsync(Numbers(Calls));
        Assert.Equal(Numbers(Calls), site.Lines.Received);
        await Expect(field).ToHaveValueAsync("");
        Assert.Equal(0, await ResyncsAsync(ada));
    }

    [Fact]
    public async Task What_is_sent_between_the_render_and_the_first_connect_arrives()
    {
        var site = Keep(await RecoverySite.StartAsync("before"));
        site.Gate = new TaskCompletionSource();
        var ada = await OpenAsync(site.Url, isConnected: false);
        await Expect(ada.Locator("#lines li")).ToHaveTextAsync(["before"]);

        await site.WriteAsync("in between");
        site.Gate.SetResult();
        await ada.ConnectedAsync();
        await site.WriteAsync("behind");

        await Expect(ada.Locator("#lines li")).ToHaveTextAsync(["before", "in between", "behind"]);
        Assert.Equal(0, await ResyncsAsync(ada));
    }

    [Fact]
    public async Task A_server_that_begins_anew_means_a_page_rendered_anew_with_what_is_half_typed_still_there()
    {
        var site = Keep(await RecoverySite.StartAsync("1"));
        var next = Keep(await RecoverySite.StartAsync("1", "2"));
        var proxy = Keep(new CuttingProxy(site.Url));
        var ada = await OpenAsync(proxy.Url);
        var field = ada.Locator("#field");
        await field.FillAsync("half typed");
        await field.EvaluateAsync("field => field.setSelectionRange(2, 4)");

        proxy.Lead(next.Url);
        proxy.Cut();
        await Expect(ada.Locator("#lines li")).ToHaveTextAsync(["1", "2"]);
        await ada.ConnectedAsync();

        await Expect(field).ToHaveValueAsync("half typed");
        await Expect(field).ToBeFocusedAsync();
        Assert.Equal("lf", await field.EvaluateAsync<string>("field => field.value.slice(field.selectionStart, field.selectionEnd)"));
        await Expect(ada.Page).ToHaveTitleAsync("2 lines");
        Assert.Equal(1, await ResyncsAsync(ada));
        await next.WriteAsync("3");
        await Expect(ada.Locator("#lines li")).ToHaveTextAsync(["1", "2", "3"]);
        await field.PressAsync("Enter");
        await Expect(ada.Locator("#replies li")).ToHaveTextAsync(["half typed"]);
    }
}
