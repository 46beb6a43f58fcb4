using DamInventory.Dams;
using DamInventory.Exchange;
using LiveGen.DamInventoryTests.Data;
using Xunit;

namespace LiveGen.DamInventoryTests.Exchange;

public sealed class ImportStoreTests(Databases databases) : DatabaseTest(databases)
{
    static DamFacts[] Dams(int count) => [.. Enumerable.Range(1, count).Select(i => new DamFacts($"Dam {i}", "Other", "", "", i, i))];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Known_dams_are_left_out_and_each_other_one_comes_once(string kind)
    {
        var database = await StartAsync(kind);
        var (dams, imports) = (new DamStore(database), new ImportStore(database));
        await dams.AddAsync(Dams(1)[0] with { Name = "DAM 1" }, null);

        var import = await imports.AddAsync("ada", "dams.csv", [.. Dams(3), .. Dams(2)]);
        Assert.Equal((2, 0, ImportState.Ready), (import.Total, import.Done, import.State));
        Assert.Equal(import, await imports.FindAsync(import.Id, "ada"));
        Assert.Null(await imports.FindAsync(import.Id, "bob"));

        var all = await imports.DamsAsync(import.Id);
        var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => imports.AdvanceAsync(import.Id, 0, [all[0]], null))));
        Assert.Single(twice, advanced => advanced is { Done: 1, State: ImportState.Running });
        Assert.Single(twice, advanced => advanced is null);
        var done = await imports.AdvanceAsync(import.Id, 1, [all[1]], null);
        Assert.Equal((2, ImportState.Done), (done!.Done, done.State));
        Assert.Equal(3, await dams.CountAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_is_started_once_by_its_owner_and_found_until_it_is_done(string kind)
    {
        var database = await StartAsync(kind);
        var imports = new ImportStore(database);
        var (first, second, empty) = (await imports.AddAsync("ada", "first.csv", Dams(3)), await imports.AddAsync("ada", "second.csv", Dams(3)), await imports.AddAsync("ada", "empty.csv", []));
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        Assert.Null(await imports.LastAsync("ada"));

        Assert.False(await imports.StartAsync(first.Id, "bob", now));
        Assert.False(await imports.StartAsync(empty.Id, "ada", now));
        Assert.True(await imports.StartAsync(first.Id, "ada", now));
        Assert.False(await imports.StartAsync(first.Id, "ada", now));
        Assert.True(await imports.StartAsync(second.Id, "ada", now.AddMilliseconds(1)));

        Assert.Equal([first.Id, second.Id], (await imports.RunningAsync()).Select(import => import.Id));
        Assert.Equal(second with { State = ImportState.Running }, await imports.LastAsync("ada"));
        Assert.Null(await imports.LastAsync("bob"));
        await imports.AdvanceAsync(first.Id, 0, Dams(3), null);
        await imports.AdvanceAsync(second.Id, 0, Dams(3), maxDams: 3);
        Assert.Empty(await imports.RunningAsync());
        Assert.False(await imports.StartAsync(first.Id, "ada", now));
        Assert.Equal(second with { State = ImportState.Full }, await imports.LastAsync("ada"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_full_inventory_takes_no_more(string kind)
    {
        var database = await StartAsync(kind);
        var imports = new ImportStore(database);
        var import = await imports.AddAsync("ada", "dams.csv", Dams(3));

        var full = await imports.AdvanceAsync(import.Id, 0, Dams(3), maxDams: 2);

        Assert.Equal((0, ImportState.Full), (full!.Done, full.State));
        Assert.Equal(0, await new DamStore(database).CountAsync());
    }
}
