namespace DamInventory.Dams;

/// <summary>What the table can be sorted by.</summary>
enum DamSort
{
    Name,
    Owner,
    River,
    Built,
}

/// <summary>Which dams somebody looks at: what the address says, and what the table's callbacks carry.</summary>
/// <param name="Size">Dams on a page; 0 is all of them.</param>
sealed record DamQuery(string Search, DamSort Sort, bool Descending, int Page, int Size)
{
    public const int LongestSearch = 100;

    /// <summary>The sizes of a page that people can choose.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [10, 25, 50, 0];

    /// <summary>What an address says, with what it leaves out or gets wrong put right.</summary>
    public static DamQuery From(string? search, string? sort, bool? descending, int? page, int? size) => new(
        search?.Trim() is { Length: <= LongestSearch } text ? text : "",
        Enum.TryParse<DamSort>(sort, ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : DamSort.Name,
        descending ?? false,
        Math.Max(page ?? 1, 1),
        size is { } chosen && Sizes.Contains(chosen) ? chosen : Sizes[0]);

    /// <summary>As the values of an address; what everybody starts with is left out.</summary>
    public object ToRoute() => new
    {
        search = Search.Length > 0 ? Search : null,
        sort = Sort != DamSort.Name ? Sort.ToString() : null,
        descending = Descending ? "true" : null,
        page = Page > 1 ? Page : (int?)null,
        size = Size != Sizes[0] ? Size : (int?)null,
    };
}

/// <summary>A page of dams, and how many there are on all pages.</summary>
sealed record DamPage(IReadOnlyList<Dam> Dams, int Total);

/// <summary>A part of the world: the map's points, the first dams by name, and how many there are.</summary>
sealed record DamView(IReadOnlyList<Map.MapPoint> Points, IReadOnlyList<Dam> Dams, int Total);
