using DamInventory.Accounts;
using DamInventory.Dams;
using Xunit;

namespace LiveGen.DamInventoryTests.Data;

public sealed class SchemaTests(Databases databases) : DatabaseTest(databases)
{
    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_first_start_brings_the_real_dams_and_the_next_ones_change_nothing(string kind)
    {
        var database = await StartAsync(kind, realDams: true);
        await StartupOf(database, realDams: true).StartAsync(CancellationToken.None);

        var dams = new DamStore(database);
        Assert.Equal(295, await dams.CountAsync());
        var found = await dams.FindAsync(DamQuery.From("hoover"), 0, 10);
        var hoover = Assert.Single(found.Dams);
        Assert.Equal(("Hoover Dam", "Reclamation", "Colorado River"), (hoover.Name, hoover.Owner, hoover.River));
        Assert.Matches(@"^19\d\d$", hoover.Built);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Servers_that_start_at_once_start_one_inventory(string kind)
    {
        var database = await OpenAsync(kind);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartupOf(database, realDams: true).StartAsync(CancellationToken.None))));

        Assert.Equal(295, await new DamStore(database).CountAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_demo_users_sign_in_with_their_passwords_alone(string kind)
    {
        var accounts = new AccountStore(await StartAsync(kind));

        Assert.True((await accounts.SignInAsync("admin", "admin"))!.CanAddDams());
        Assert.False((await accounts.SignInAsync("viewer", "viewer"))!.CanAddDams());
        Assert.Null(await accounts.SignInAsync("admin", "viewer"));
        Assert.Null(await accounts.SignInAsync("nobody", "admin"));
        Assert.Null(await accounts.SignInAsync("' OR ''='", ""));
    }
}
