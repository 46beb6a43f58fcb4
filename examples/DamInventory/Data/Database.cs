using System.Data.Common;

namespace DamInventory.Data;

/// <summary>Where everything is kept. The SQL of the stores runs on both databases; what differs stands in the two classes.</summary>
abstract class Database
{
    /// <summary>The folder of its scripts.</summary>
    public abstract string Name { get; }

    /// <summary>SQL: a number without its fraction, for numbers that are not negative.</summary>
    public abstract string Whole(string number);

    /// <summary>A connection that is open; whoever asks for it disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken ct = default)
    {
        var connection = Connect();
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>Does something as a whole: all of it is stored, or when it throws nothing.</summary>
    public virtual async Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct = default)
    {
        await using var connection = await OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(connection);
        await transaction.CommitAsync(ct);
        return result;
    }

    /// <summary>In a transaction: nobody else changes the schema until it ends.</summary>
    public virtual Task LockSchemaAsync(DbConnection connection) => Task.CompletedTask;

    protected abstract DbConnection Connect();
}
