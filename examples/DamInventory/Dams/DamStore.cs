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

    Cells? _cells;

    sealed record Cells(Bounds Bounds, int Dams, IReadOnlyList<MapPoint> Points);

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
        // A page near the end is read from the end: an offset costs as much as the rows that it skips.
        var isFromEnd = offset > total / 2;
        var size = (int)Math.Clamp(total - offset, 0, limit);
        var dams = (await connection.QueryAsync<Dam>(
            $"SELECT {Columns} FROM dams d {where} ORDER BY {OrderBy(query, isFromEnd)} LIMIT @size OFFSET @skip",
            new { pattern, size, skip = isFromEnd ? Math.Max(total - offset - size, 0) : offset })).AsList();
        if (isFromEnd)
            dams.Reverse();
        return new(dams, total);
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

    /// <summary>What a map shows of a part of the world, and what a list beside it begins with.</summary>
    /// <param name="bounds">The part of the world.</param>
    /// <param name="mostPoints">Beyond this many dams, a point stands for all those in its cell.</param>
    /// <param name="listed">The first so many, by name.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<DamView> LookAsync(Bounds bounds, int mostPoints, int listed, CancellationToken ct = default)
    {
        var values = new { bounds.West, bounds.South, bounds.East, bounds.North, listed, enough = mostPoints + 1 };
        await using var connection = await database.OpenAsync(ct);
        var each = (await connection.QueryAsync<MapPoint>(
            $"SELECT id, longitude, latitude, 1 AS count FROM dams WHERE {InBounds} LIMIT @enough", values)).AsList();
        var isMany = each.Count > mostPoints;
        var points = !isMany ? each : await CellsAsync(connection, bounds);
        // Of many, the first by name are found soonest in the order of the names: the + keeps databases off the index of places.
        var inBounds = isMany ? InBounds.Replace("longitude", "+longitude").Replace("latitude", "+latitude") : InBounds;
        var dams = await connection.QueryAsync<Dam>(
            $"SELECT {Columns} FROM dams d WHERE {inBounds} ORDER BY lower(d.name), d.id LIMIT @listed", values);
        return new(points, dams.AsList(), points.Sum(point => point.Count));
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

    // Where everybody begins is asked again and again: the answer holds until there are more dams.
    async Task<IReadOnlyList<MapPoint>> CellsAsync(DbConnection connection, Bounds bounds)
    {
        const int Columns = 24, Rows = 16; // about as many as one can tell apart
        const double Smallest = 1e-9; // all dams may be at one place
        var dams = await connection.ExecuteScalarAsync<int>("SELECT dams FROM inventory");
        if (_cells is { } known && known.Bounds == bounds && known.Dams == dams)
            return known.Points;
        var points = (await connection.QueryAsync<MapPoint>($"""
            SELECT min(id) AS id, avg(longitude) AS longitude, avg(latitude) AS latitude, count(*) AS count
            FROM dams WHERE {InBounds}
            GROUP BY {database.Whole("(longitude - @West) / @Width")}, {database.Whole("(latitude - @South) / @Height")}
            """, new
        {
            bounds.West, bounds.South, bounds.East, bounds.North,
            Width = Math.Max((bounds.East - bounds.West) / Columns, Smallest), Height = Math.Max((bounds.North - bounds.South) / Rows, Smallest),
        })).AsList();
        _cells = new(bounds, dams, points);
        return points;
    }

    static (string Where, string Pattern) Matching(string search)
    {
        if (search.Length == 0)
            return ("", "");
        var literal = search.ToLowerInvariant().Replace("\0", "").Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
        return (@"WHERE d.search LIKE @pattern ESCAPE '\'", $"%{literal}%");
    }

    static string OrderBy(DamQuery query, bool isReversed)
    {
        var direction = query.Descending != isReversed ? "DESC" : "ASC";
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
