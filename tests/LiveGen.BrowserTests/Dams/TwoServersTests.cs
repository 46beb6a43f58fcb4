using LiveGen.BrowserTests.Browsing;
using LiveGen.DamInventoryTests.Data;
using LiveGen.Faults.Network;
using LiveGen.IntegrationTests.Redis;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>Two servers, one PostgreSQL, one Redis.</summary>
public sealed class TwoServersTests(Chromium chromium) : DamTest(chromium)
{
    PostgresServer _postgres = null!;
    RedisServer _redis = null!;
    DamServer _one = null!;
    DamServer _two = null!;
    FaultProxy _edge = null!;

    public override async Task InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _postgres = await PostgresServer.StartNewAsync();
        var database = await _postgres.CreateDatabaseAsync();
        _one = new DamServer { Postgres = database, Redis = _redis.Configuration };
        _two = new DamServer { Postgres = database, Redis = _redis.Configuration };
        await Task.WhenAll(_one.StartAsync(), _two.StartAsync()); // both find an empty database
        _edge = new FaultProxy(_one.Url.Port);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _edge.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task What_is_added_at_one_is_told_and_shown_at_the_other()
    {
        var ada = await EnterAsync(_one, "admin");
        var bob = await WatchAsync(_two, "viewer");
        await Expect(bob.Locator("#list-count")).ToHaveTextAsync("295 dams");
        var table = await EnterAsync(_two, "viewer", "/dams?size=0");
        await table.ConnectedAsync();
        var name = NewName();

        await AddAsync(ada, _one, name);

        await Expect(Box(bob)).ToContainTextAsync("A new dam has been added. Refresh this page to load it.");
        await Expect(table.Locator("#dam-rows")).ToContainTextAsync(name);
        await PressAsync(bob, "Show it");
        await Expect(bob.Locator("#map-popup h3")).ToHaveTextAsync(name);
        await Expect(bob.Locator("#list").GetByText(name)).ToBeVisibleAsync();
        await ada.ConnectedAsync();
        await Expect(Box(ada)).ToHaveCountAsync(0);

        await AssignAsync(ada, _one, name, DamServer.Hydrograph);
        await Expect(Box(bob)).ToContainTextAsync($"A hydrograph has been added to {name}.");
    }

    [Fact]
    public async Task A_box_does_what_it_says_at_another_server_than_the_one_that_told()
    {
        var ada = await EnterAsync(_two, "admin");
        var bob = await WatchThroughEdgeAsync();
        await AssignAsync(ada, _two, "Agate Dam", DamServer.Hydrograph);
        await Expect(Box(bob)).ToContainTextAsync("A hydrograph has been added to Agate Dam.");

        await MoveAsync(bob);
        await AssignAsync(ada, _two, "Alcova Dam", DamServer.Hydrograph);

        await Expect(Box(bob).Locator("p")).ToHaveTextAsync(
            ["A hydrograph has been added to Agate Dam.", "A hydrograph has been added to Alcova Dam."]);
        await Box(bob).First.GetByText("Show it").ClickAsync();
        await Expect(bob.Locator("#map-popup h3")).ToHaveTextAsync("Agate Dam");
        await Box(bob).GetByText("Nevermind").ClickAsync();
        await Expect(Box(bob)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_has_said_nevermind_is_not_told_again_when_the_page_comes_back()
    {
        var ada = await EnterAsync(_two, "admin");
        var bob = await WatchThroughEdgeAsync();
        await AddAsync(ada, _two, NewName());
        await PressAsync(bob, "Nevermind");
        await Expect(Box(bob)).ToHaveCountAsync(0);

        await MoveAsync(bob);
        var name = NewName();
        await AddAsync(ada, _two, name);

        // Of the one that came since, and of nothing else.
        await Expect(Box(bob).Locator("p")).ToHaveTextAsync(["A new dam has been added. Refresh this page to load it."]);
        await PressAsync(bob, "Show it");
        await Expect(bob.Locator("#map-popup h3")).ToHaveTextAsync(name);
    }

    /// <summary>Somebody on the home page whose address leads to the first server.</summary>
    async Task<Visitor> WatchThroughEdgeAsync()
    {
        var visitor = await ArriveAsync();
        visitor.ExpectTrouble();
        await visitor.CountAsync("resync");
        await visitor.GoAsync($"http://127.0.0.1:{_edge.Port}/sign-in?returnUrl=/");
        await visitor.Locator("#name").FillAsync("viewer");
        await visitor.Locator("#password").FillAsync("viewer");
        await visitor.Locator("#sign-in .primary").ClickAsync();
        await Expect(visitor.Locator("h1")).ToHaveTextAsync("Dam Inventory");
        await visitor.ConnectedAsync();
        return visitor;
    }

    /// <summary>The first server dies; the page comes to the second one as it is, without being rendered anew.</summary>
    async Task MoveAsync(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync(
            "document.addEventListener('livegen:connected', e => document.documentElement.dataset.back = e.detail.reconnected, { once: true })");
        _edge.Servers = [_two.Url.Port];
        await _one.KillAsync();
        await Expect(visitor.Locator("html")).ToHaveAttributeAsync("data-back", "true");
        Assert.Equal(0, await visitor.CountOfAsync("resync"));
    }
}
