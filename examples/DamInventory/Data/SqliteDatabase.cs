using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DamInventory.Data;

/// <summary>A file beside the application: no server, nothing to set up.</summary>
sealed class SqliteDatabase : Database, IDisposable
{
    // SQLite has one writer at a time, and lets the others poll: here they wait in line.
    readonly SemaphoreSlim _writer = new(1);
    readonly string _connection;

    public SqliteDatabase(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL"; // readers do not wait for the writer
        command.ExecuteNonQuery();
    }

    public override string Name => "Sqlite";

    public override string Whole(string number) => $"CAST({number} AS INTEGER)";

    public override async Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct = default)
    {
        await _writer.WaitAsync(ct);
        try
        {
            return await base.TransactAsync(work, ct);
        }
        finally
        {
            _writer.Release();
        }
    }

    public void Dispose() => _writer.Dispose();

    protected override DbConnection Connect() => new SqliteConnection(_connection);
}
