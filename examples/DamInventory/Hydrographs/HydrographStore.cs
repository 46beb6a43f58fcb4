using DamInventory.Data;
using Dapper;

namespace DamInventory.Hydrographs;

/// <summary>Hydrographs in the database: at most one for each dam.</summary>
sealed class HydrographStore(Database database)
{
    /// <summary>Gives a dam its hydrograph; the one that it had goes, in the same transaction.</summary>
    public Task<bool> ReplaceAsync(long damId, string fileName, IReadOnlyList<FlowPoint> points, CancellationToken ct = default) =>
        database.TransactAsync(async connection =>
        {
            await connection.ExecuteAsync("""
                INSERT INTO hydrographs (dam_id, file_name) VALUES (@damId, @fileName)
                ON CONFLICT (dam_id) DO UPDATE SET file_name = excluded.file_name
                """, new { damId, fileName });
            await connection.ExecuteAsync("DELETE FROM hydrograph_points WHERE dam_id = @damId", new { damId });
            return await connection.ExecuteAsync(
                "INSERT INTO hydrograph_points (dam_id, hours, flow) VALUES (@damId, @Hours, @Flow)",
                points.Select(point => new { damId, point.Hours, point.Flow })) == points.Count;
        }, ct);

    /// <summary>A dam's hydrograph; null when it has none.</summary>
    public async Task<Hydrograph?> FindAsync(long damId, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        var found = await connection.QuerySingleOrDefaultAsync<(string Name, string File)?>(
            "SELECT d.name, h.file_name FROM hydrographs h JOIN dams d ON d.id = h.dam_id WHERE h.dam_id = @damId", new { damId });
        if (found is not { } graph)
            return null;
        var points = await connection.QueryAsync<FlowPoint>(
            "SELECT hours, flow FROM hydrograph_points WHERE dam_id = @damId ORDER BY hours", new { damId });
        return new(damId, graph.Name, graph.File, points.AsList());
    }
}
