using DamInventory.Dams;
using DamInventory.Hydrographs;
using LiveGen.DamInventoryTests.Data;
using Xunit;

namespace LiveGen.DamInventoryTests.Hydrographs;

public sealed class HydrographStoreTests(Databases databases) : DatabaseTest(databases)
{
    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_new_hydrograph_takes_the_place_of_the_old_one(string kind)
    {
        var database = await StartAsync(kind);
        var (dams, hydrographs) = (new DamStore(database), new HydrographStore(database));
        var id = (await dams.AddAsync(new("Dam", "Other", "River", "", 1, 2), null))!.Value;
        Assert.Null(await hydrographs.FindAsync(id));

        await hydrographs.ReplaceAsync(id, "first.csv", [new(0, 1), new(2, 3.5), new(4, 5)]);
        await hydrographs.ReplaceAsync(id, "second.csv", [new(6, 0.25), new(0, 8)]);

        var found = (await hydrographs.FindAsync(id))!;
        Assert.Equal(("Dam", "second.csv"), (found.DamName, found.FileName));
        Assert.Equal([new FlowPoint(0, 8), new FlowPoint(6, 0.25)], found.Points);
        Assert.True((await dams.FindAsync(id))!.HasHydrograph);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_that_cannot_be_stored_leaves_the_old_one(string kind)
    {
        var database = await StartAsync(kind);
        var hydrographs = new HydrographStore(database);
        var id = (await new DamStore(database).AddAsync(new("Dam", "Other", "River", "", 1, 2), null))!.Value;
        await hydrographs.ReplaceAsync(id, "first.csv", [new(0, 1), new(1, 2)]);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => hydrographs.ReplaceAsync(id, "twice.csv", [new(0, 1), new(0, 2)]));

        Assert.Equal("first.csv", (await hydrographs.FindAsync(id))!.FileName);
        Assert.Equal(2, (await hydrographs.FindAsync(id))!.Points.Count);
    }
}
