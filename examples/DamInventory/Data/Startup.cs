using System.Data.Common;
using DamInventory.Accounts;
using DamInventory.Dams;
using DamInventory.Exchange;
using Microsoft.Extensions.Options;

namespace DamInventory.Data;

/// <summary>Ahead of the first request: the newest schema, what an empty inventory begins with, and people to try it as.</summary>
sealed class Startup(Database database, IOptions<InventoryOptions> options, IHostEnvironment environment) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Schema.UpgradeAsync(database, AddFirstAsync, cancellationToken);
        if (environment.IsDevelopment())
            await database.TransactAsync(AddDemoUsersAsync, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task AddFirstAsync(DbConnection connection)
    {
        if (!options.Value.RealDams)
            return;
        using var text = new StreamReader(OurFiles.ReclamationDams);
        var dams = DamFile.ReadCsv(text, DateOnly.MaxValue).Dams;
        await DamStore.ReserveAsync(connection, dams.Count, maxDams: null);
        foreach (var dam in dams)
            await DamStore.InsertAsync(connection, dam);
    }

    // Everybody knows these passwords: never in production.
    static async Task<bool> AddDemoUsersAsync(DbConnection connection) =>
        await AccountStore.AddAsync(connection, "admin", "admin", canAddDams: true)
        | await AccountStore.AddAsync(connection, "viewer", "viewer", canAddDams: false);
}
