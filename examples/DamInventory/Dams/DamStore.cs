using System.Data.Common;
using DamInventory.Data;
using DamInventory.Map;
using Dapper;

namespace DamInventory.Dams;

/// <summary>The dams in the database. Everything that grows with their number is counted, sorted and cut there.</summary>
sealed class DamStore(Database database)
{
    const string Columns = """
        d.id, d.name, d.owner, d.river, d.built, d.latitude, d.longitude,
        EXISTS (SELECT 1 FROM hydrographs h WHERE h.dam_id = d.id) AS hasHydrograph
        """;

    const string InBounds = "longitude BETWEEN @West AND @East AND latitude BETWEEN @South AND @North";

    public async Task<int> CountAsync(CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>("SELECT dams FROM inventory");
    }

    /// <summary>The newest dam's id; 0 when there is none.</summary>
    public async Task<long> NewestAsync(CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<long?>("SELECT max(id) FROM dams") ?? 0;
    }

    /// <summary>The ids of the dams that were added after another, newest first.</summary>
    public async Task<IReadOnlyList<long>> AddedAfterAsync(long id, int limit, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<long>("SELECT id FROM dams WHERE id > @id ORDER BY id DESC LIMIT @limit", new { id, limit })).AsList();
    }

    public async Task<Dam?> FindAsync(long id, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Dam>($"SELECT {Columns} FROM dams d WHERE d.id = @id", new { id });
    }

    /// <summary>Dams in the order of a query: as many as the limit says, from the offset on, and how many match.</summary>
    public async Task<DamPage> FindAsync(DamQuery query, long offset, int limit, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        var (where, pattern) = Matching(query.Search);
        var total = query.Search.Length == 0
            ? await connection.ExecuteScalarAsync<int>("SELECT dams FROM inventory")
            : await connection.ExecuteScalarAsync<int>($"SELECT count(*) FROM dams d {where}", new { pattern });
        var dams = await connection.QueryAsync<Dam>(
            $"SELECT {Columns} FROM dams d {where} ORDER BY {OrderBy(query)} LIMIT @limit OFFSET @offset", new { pattern, limit, offset });
        return new(dams.AsList(), total);
    }

    /// <summary>All that match, one after another: for a file that may be longer than the memory.</summary>
    public async IAsyncEnumerable<Dam> ReadAllAsync(string search)
    {
        await using var connection = await database.OpenAsync();
        var (where, pattern) = Matching(search);
        await foreach (var dam in connection.QueryUnbufferedAsync<Dam>($"SELECT {Columns} FROM dams d {where} ORDER BY d.id", new { pattern }))
            yield return dam;
    }

    /// <summary>The part of the world that holds all dams; null when there are none.</summary>
    public async Task<Bounds?> ExtentAsync(CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        // One edge at a time: each is the end of an index.
        return await connection.QuerySingleOrDefaultAsync<Bounds>("""
            SELECT west, south, east, north FROM (SELECT
                (SELECT min(longitude) FROM dams) AS west, (SELECT min(latitude) FROM dams) AS south,
                (SELECT max(longitude) FROM dams) AS east, (SELECT max(latitude) FROM dams) AS north) AS edges
            WHERE west IS NOT NULL
            """);
    }

    /// <summary>The first dams of a part of the world, by name, and how many are in it.</summary>
    public async Task<DamPage> InAsync(Bounds bounds, int limit, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        var total = await connection.ExecuteScalarAsync<int>($"SELECT count(*) FROM dams WHERE {InBounds}", bounds);
        var dams = await connection.QueryAsync<Dam>(
            $"SELECT {Columns} FROM dams d WHERE {InBounds} ORDER BY lower(d.name), d.id LIMIT @limit",
            new { bounds.West, bounds.South, bounds.East, bounds.North, limit });
        return new(dams.AsList(), total);
    }

    /// <summary>What a map shows of a part of the world: every dam, or when there are more than the limit one point for each cell.</summary>
    public async Task<IReadOnlyList<MapPoint>> PointsAsync(Bounds bounds, int total, int limit, CancellationToken ct = default)
    {
        const int Columns = 24, Rows = 16; // about as many as one can tell apart
        var values = new
        {
            bounds.West, bounds.South, bounds.East, bounds.North,
            Width = (bounds.East - bounds.West) / Columns, Height = (bounds.North - bounds.South) / Rows,
        };
        await using var connection = await database.OpenAsync(ct);
        var points = await connection.QueryAsync<MapPoint>(total <= limit
            ? $"SELECT id, name, longitude, latitude, 1 AS count FROM dams WHERE {InBounds}"
            : $"""
               SELECT min(id) AS id, min(name) AS name, avg(longitude) AS longitude, avg(latitude) AS latitude, count(*) AS count
               FROM dams WHERE {InBounds}
               GROUP BY {database.Whole("(longitude - @West) / @Width")}, {database.Whole("(latitude - @South) / @Height")}
               """, values);
        return points.AsList();
    }

    /// <summary>Adds a dam; null when the inventory is full. Two people at once cannot exceed the limit.</summary>
    public Task<long?> AddAsync(DamFacts dam, int? maxDams, CancellationToken ct = default) => database.TransactAsync(
        async connection => await ReserveAsync(connection, 1, maxDams) ? await InsertAsync(connection, dam) : (long?)null, ct);

    /// <summary>In a transaction: takes room for some dams, or says that there is none.</summary>
    public static async Task<bool> ReserveAsync(DbConnection connection, int count, int? maxDams) =>
        // The row is locked until the transaction ends, so whoever comes second sees what the first has taken.
        await connection.ExecuteAsync(
            "UPDATE inventory SET dams = dams + @count WHERE @max IS NULL OR dams + @count <= @max", new { count, max = maxDams }) == 1;

    /// <summary>In a transaction that has reserved the room: adds a dam.</summary>
    public static Task<long> InsertAsync(DbConnection connection, DamFacts dam) => connection.ExecuteScalarAsync<long>("""
        INSERT INTO dams (name, owner, river, built, latitude, longitude, search)
        VALUES (@Name, @Owner, @River, @Built, @Latitude, @Longitude, @search) RETURNING id
        """, new { dam.Name, dam.Owner, dam.River, dam.Built, dam.Latitude, dam.Longitude, search = Searchable(dam) });

    static (string Where, string Pattern) Matching(string search)
    {
        if (search.Length == 0)
            return ("", "");
        var literal = search.ToLowerInvariant().Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
        return (@"WHERE d.search LIKE @pattern ESCAPE '\'", $"%{literal}%");
    }

    static string OrderBy(DamQuery query)
    {
        var direction = query.Descending ? "DESC" : "ASC";
        var column = query.Sort switch
        {
            DamSort.Owner => "lower(d.owner)",
            DamSort.River => "lower(d.river)",
            DamSort.Built => "d.built",
            _ => "lower(d.name)",
        };
        return $"{column} {direction}, d.id {direction}";
    }

    static string Searchable(DamFacts dam) => $"{dam.Name}\n{dam.Owner}\n{dam.River}".ToLowerInvariant();
}
