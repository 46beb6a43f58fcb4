using System.Diagnostics.CodeAnalysis;
using DamInventory;
using DamInventory.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.DamInventoryTests.Data;

/// <summary>Both databases for real; each test has an empty one of its own.</summary>
public sealed class Databases : IAsyncLifetime
{
    PostgresServer _postgres = null!;

    public async Task InitializeAsync() => _postgres = await PostgresServer.StartNewAsync();

    public async Task DisposeAsync() => await _postgres.DisposeAsync();

    public Task<string> CreatePostgresAsync() => _postgres.CreateDatabaseAsync();
}

[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "What xunit calls it.")]
public sealed class DatabaseTests : ICollectionFixture<Databases>
{
    public const string Name = "databases";
}

/// <summary>A test that runs on SQLite and on PostgreSQL alike.</summary>
[Collection(DatabaseTests.Name)]
public abstract class DatabaseTest(Databases databases) : IAsyncLifetime
{
    readonly string _directory = Directory.CreateTempSubdirectory("livegen-dams-").FullName;
    readonly List<Database> _opened = [];

    public static TheoryData<string> Both => ["Sqlite", "Postgres"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var database in _opened)
        {
            if (database is IAsyncDisposable later)
                await later.DisposeAsync();
            (database as IDisposable)?.Dispose();
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A database as the application finds it after its start.</summary>
    internal async Task<Database> StartAsync(string kind, bool realDams = false)
    {
        var database = await OpenAsync(kind);
        await StartupOf(database, realDams).StartAsync(CancellationToken.None);
        return database;
    }

    /// <summary>An empty database.</summary>
    internal async Task<Database> OpenAsync(string kind)
    {
        Database database = kind == "Sqlite"
            ? new SqliteDatabase(Path.Combine(_directory, Guid.NewGuid().ToString("N") + ".db"))
            : new PostgresDatabase(await databases.CreatePostgresAsync());
        _opened.Add(database);
        return database;
    }

    internal static IHostedService StartupOf(Database database, bool realDams) => new Startup(
        database, Options.Create(new InventoryOptions { RealDams = realDams }), new HostingEnvironment { EnvironmentName = Environments.Development });
}
