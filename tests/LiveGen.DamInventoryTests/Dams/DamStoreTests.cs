using DamInventory.Dams;
using DamInventory.Map;
using LiveGen.DamInventoryTests.Data;
using Xunit;

namespace LiveGen.DamInventoryTests.Dams;

public sealed class DamStoreTests(Databases databases) : DatabaseTest(databases)
{
    static DamFacts Facts(string name, string river = "River", string built = "1935", double latitude = 40, double longitude = -110) =>
        new(name, "Reclamation", river, built, latitude, longitude);

    async Task<DamStore> StoreAsync(string kind, params DamFacts[] dams)
    {
        var store = new DamStore(await StartAsync(kind));
        foreach (var dam in dams)
            Assert.NotNull(await store.AddAsync(dam, maxDams: null));
        return store;
    }

    static DamQuery Query(string search = "", DamSort sort = DamSort.Name, bool descending = false) => new(search, sort, descending, 1, 10);

    static async Task<string[]> NamesAsync(DamStore store, DamQuery query, int offset = 0, int limit = 10) =>
        [.. (await store.FindAsync(query, offset, limit)).Dams.Select(dam => dam.Name)];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_dam_comes_back_as_it_was_added(string kind)
    {
        var store = await StoreAsync(kind);
        var facts = new DamFacts("Ä'; DROP TABLE dams; --", "Army Corps", "Río \"Grande\" 😀", "1935-07-04", -33.5, 151.123456789);

        var id = await store.AddAsync(facts, null);

        Assert.Equal(new Dam(id!.Value, facts.Name, facts.Owner, facts.River, facts.Built, facts.Latitude, facts.Longitude, false), await store.FindAsync(id.Value));
        Assert.Null(await store.FindAsync(id.Value + 1));
        Assert.Equal(1, await store.CountAsync());
        Assert.Equal(id, await store.NewestAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Columns_sort_both_ways_whatever_the_case(string kind)
    {
        var store = await StoreAsync(kind, Facts("beta", "Z", "1902"), Facts("Alpha", "y", "1901-02-03"), Facts("Gamma", "X", ""));

        Assert.Equal(["Alpha", "beta", "Gamma"], await NamesAsync(store, Query()));
        Assert.Equal(["Gamma", "beta", "Alpha"], await NamesAsync(store, Query(descending: true)));
        Assert.Equal(["Gamma", "Alpha", "beta"], await NamesAsync(store, Query(sort: DamSort.River)));
        Assert.Equal(["beta", "Alpha", "Gamma"], await NamesAsync(store, Query(sort: DamSort.Built, descending: true)));
        Assert.Equal(["beta", "Alpha", "Gamma"], await NamesAsync(store, Query(sort: DamSort.Owner)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Pages_follow_each_other_without_a_gap(string kind)
    {
        var store = await StoreAsync(kind, [.. Enumerable.Range(10, 25).Select(i => Facts($"Dam {i}"))]);

        Assert.Equal(["Dam 10", "Dam 11"], await NamesAsync(store, Query(), 0, 2));
        Assert.Equal(["Dam 12", "Dam 13"], await NamesAsync(store, Query(), 2, 2));
        Assert.Equal(["Dam 26", "Dam 27"], await NamesAsync(store, Query(), 16, 2));
        Assert.Equal(["Dam 34"], await NamesAsync(store, Query(), 24, 2));
        Assert.Empty(await NamesAsync(store, Query(), 26, 2));
        Assert.Equal(["Dam 11", "Dam 10"], await NamesAsync(store, Query(descending: true), 23, 5));
        Assert.Equal(25, (await store.FindAsync(Query(), 24, 2)).Total);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_search_takes_its_signs_as_they_are(string kind)
    {
        var store = await StoreAsync(kind, Facts("100% Dam"), Facts("100x Dam"), Facts(@"Back\slash"), Facts("Under_score"), Facts("Other", river: "ÄHRE"));

        Assert.Equal(["100% Dam"], await NamesAsync(store, Query("100%")));
        Assert.Equal([@"Back\slash"], await NamesAsync(store, Query(@"K\S")));
        Assert.Equal(["Under_score"], await NamesAsync(store, Query("R_S")));
        Assert.Equal(["Other"], await NamesAsync(store, Query("ähre")));
        Assert.Equal(5, (await store.FindAsync(Query("reclamation"), 0, 1)).Total);
        Assert.Empty(await NamesAsync(store, Query("nothing")));
        Assert.Equal(["100% Dam"], await NamesAsync(store, Query("100%\0"))); // which PostgreSQL has no text for
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_extent_holds_all_dams(string kind)
    {
        var store = await StoreAsync(kind);
        Assert.Null(await store.ExtentAsync());
        Assert.Equal(Bounds.ConterminousUnitedStates, await DamMap.ExtentAsync(store, default));

        await store.AddAsync(Facts("A", latitude: 40, longitude: -110), null);
        Assert.Equal(Bounds.ConterminousUnitedStates, await DamMap.ExtentAsync(store, default));

        await store.AddAsync(Facts("B", latitude: 30, longitude: -90), null);
        Assert.Equal(new Bounds(-110, 30, -90, 40), await store.ExtentAsync());
        Assert.Equal(new Bounds(-112, 29, -88, 41), await DamMap.ExtentAsync(store, default));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_map_shows_each_dam_until_they_are_too_many(string kind)
    {
        var store = await StoreAsync(kind, [.. Enumerable.Range(0, 40).Select(i => Facts($"Dam {i:00}", latitude: 30 + i % 2, longitude: -100 + i / 20.0))]);
        var bounds = new Bounds(-101, 29, -95, 35);

        var all = await store.LookAsync(bounds, mostPoints: 40, listed: 50);
        Assert.Equal((40, 40, 40), (all.Total, all.Points.Count, all.Dams.Count));
        Assert.All(all.Points, point => Assert.Equal(1, point.Count));

        var several = await store.LookAsync(bounds, mostPoints: 39, listed: 50);
        Assert.Equal(40, several.Total);
        Assert.InRange(several.Points.Count, 2, 39);
        Assert.Equal(all.Dams, several.Dams);

        await store.AddAsync(Facts("Dam 40", latitude: 30, longitude: -98), null);
        Assert.Equal(41, (await store.LookAsync(bounds, mostPoints: 39, listed: 50)).Points.Sum(point => point.Count));

        foreach (var mostPoints in new[] { 1, 100 })
        {
            var west = await store.LookAsync(bounds with { East = -99.51 }, mostPoints, listed: 3);
            Assert.Equal((10, 3), (west.Total, west.Dams.Count));
            Assert.Equal("Dam 00", west.Dams[0].Name);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Many_dams_at_one_place_are_one_point(string kind)
    {
        var store = await StoreAsync(kind, Facts("A"), Facts("B"), Facts("C"));

        var seen = await store.LookAsync(await DamMap.ExtentAsync(store, default), mostPoints: 2, listed: 50);

        Assert.Equal(3, Assert.Single(seen.Points).Count);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task However_many_add_at_once_max_dams_holds(string kind)
    {
        var store = await StoreAsync(kind, Facts("First"));

        var ids = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => store.AddAsync(Facts($"Dam {i}"), maxDams: 10))));

        Assert.Equal(9, ids.Count(id => id is not null));
        Assert.Equal(10, await store.CountAsync());
        Assert.Equal(10, (await store.FindAsync(Query(), 0, 100)).Dams.Count);
        Assert.Null(await store.AddAsync(Facts("One more"), maxDams: 10));
        Assert.NotNull(await store.AddAsync(Facts("One more"), maxDams: null));
    }
}
