using LiveGen.BrowserTests.Browsing;
using LiveGen.DamInventoryTests.Data;
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

    public override async Task InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _postgres = await PostgresServer.StartNewAsync();
        var database = await _postgres.CreateDatabaseAsync();
        _one = new DamServer { Postgres = database, Redis = _redis.Configuration };
        _two = new DamServer { Postgres = database, Redis = _redis.Configuration };
        await Task.WhenAll(_one.StartAsync(), _two.StartAsync()); // both find an empty database
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
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
        await bob.Locator("#show-it").ClickAsync();
        await Expect(bob.Locator("#map-popup h3")).ToHaveTextAsync(name);
        await Expect(bob.Locator("#list").GetByText(name)).ToBeVisibleAsync();
        await ada.ConnectedAsync();
        await Expect(Box(ada)).ToHaveCountAsync(0);

        await AssignAsync(ada, _one, name, DamServer.Hydrograph);
        await Expect(Box(bob)).ToContainTextAsync($"A hydrograph has been added to {name}.");
    }
}
