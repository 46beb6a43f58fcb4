using System.Text.Json;
using DamInventory.Dams;
using DamInventory.Data;
using Dapper;

namespace DamInventory.Exchange;

/// <summary>How far an import is.</summary>
static class ImportState
{
    public const string Ready = "ready", Running = "running", Done = "done", Full = "full";
}

/// <summary>An uploaded file of dams, from its preview until the last one is in the inventory.</summary>
[method: ExplicitConstructor]
sealed record Import(string Id, string Owner, string FileName, int Total, int Done, string State);

/// <summary>Imports in the database, so that one goes on wherever its page or a worker is.</summary>
sealed class ImportStore(Database database)
{
    const string Columns = "id, owner, file_name AS fileName, total, done, state";

    /// <summary>Keeps dams until somebody imports them. Those that are in the inventory already, by name and place, are left out.</summary>
    public async Task<Import> AddAsync(string owner, string fileName, IReadOnlyList<DamFacts> dams, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        var known = (await connection.QueryAsync<(string, double, double)>("SELECT lower(name), latitude, longitude FROM dams")).ToHashSet();
        var news = dams.Where(dam => known.Add((dam.Name.ToLowerInvariant(), dam.Latitude, dam.Longitude))).ToList();
        var import = new Import(Guid.NewGuid().ToString("N"), owner, fileName, news.Count, 0, ImportState.Ready);
        await connection.ExecuteAsync(
            "INSERT INTO imports (id, owner, file_name, dams, total, done, state) VALUES (@Id, @Owner, @FileName, @dams, @Total, @Done, @State)",
            new { import.Id, import.Owner, import.FileName, dams = JsonSerializer.Serialize(news), import.Total, import.Done, import.State });
        return import;
    }

    /// <summary>An import of somebody's; null when there is none, or it is another's.</summary>
    public async Task<Import?> FindAsync(string id, string owner, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Import>($"SELECT {Columns} FROM imports WHERE id = @id AND owner = @owner", new { id, owner });
    }

    /// <summary>What somebody has started last; null when they have never.</summary>
    public async Task<Import?> LastAsync(string owner, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.QueryFirstOrDefaultAsync<Import>(
            $"SELECT {Columns} FROM imports WHERE owner = @owner AND started > 0 ORDER BY started DESC LIMIT 1", new { owner });
    }

    /// <summary>All that have been started and are not at their end.</summary>
    public async Task<IReadOnlyList<Import>> RunningAsync(CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<Import>($"SELECT {Columns} FROM imports WHERE state = 'running' ORDER BY started")).AsList();
    }

    /// <summary>
    /// Starts an import of somebody's. From here on it is the database's: whoever works on it may die, and another goes on.
    /// </summary>
    /// <returns>False when there is none that can be started.</returns>
    public async Task<bool> StartAsync(string id, string owner, DateTimeOffset now, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteAsync(
            "UPDATE imports SET state = 'running', started = @started WHERE id = @id AND owner = @owner AND state = 'ready' AND total > 0",
            new { id, owner, started = now.ToUnixTimeMilliseconds() }) == 1;
    }

    public async Task<IReadOnlyList<DamFacts>> DamsAsync(string id, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        var json = await connection.ExecuteScalarAsync<string>("SELECT dams FROM imports WHERE id = @id", new { id });
        return JsonSerializer.Deserialize<List<DamFacts>>(json ?? "[]")!;
    }

    /// <summary>
    /// Puts the next dams of an import into the inventory, as a whole: however often this is called, and by however many
    /// processes, each dam comes once.
    /// </summary>
    /// <returns>How far it is; null when another has come first.</returns>
    public Task<Import?> AdvanceAsync(string id, int from, IReadOnlyList<DamFacts> dams, int? maxDams, CancellationToken ct = default) =>
        database.TransactAsync(async connection =>
        {
            var isMine = await connection.ExecuteAsync(
                "UPDATE imports SET done = done + @count, state = CASE WHEN done + @count = total THEN 'done' ELSE 'running' END WHERE id = @id AND done = @from",
                new { id, from, count = dams.Count }) == 1;
            if (!isMine)
                return null;
            if (await DamStore.ReserveAsync(connection, dams.Count, maxDams))
            {
                foreach (var dam in dams)
                    await DamStore.InsertAsync(connection, dam);
            }
            else
                await connection.ExecuteAsync("UPDATE imports SET done = @from, state = 'full' WHERE id = @id", new { id, from });
            return await connection.QuerySingleAsync<Import?>($"SELECT {Columns} FROM imports WHERE id = @id", new { id });
        }, ct);
}
