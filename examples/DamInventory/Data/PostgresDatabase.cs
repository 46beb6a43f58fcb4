using System.Data.Common;
using Dapper;
using Npgsql;

namespace DamInventory.Data;

/// <summary>A PostgreSQL that several servers share.</summary>
sealed class PostgresDatabase(string connection) : Database, IAsyncDisposable
{
    const long SchemaLock = 0x64616d73; // any number that nothing else in this database locks

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connection);

    public override string Name => "Postgres";

    public override string Whole(string number) => $"CAST(floor({number}) AS INTEGER)";

    public override Task LockSchemaAsync(DbConnection connection) =>
        connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@SchemaLock)", new { SchemaLock });

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override DbConnection Connect() => _source.CreateConnection();
}
