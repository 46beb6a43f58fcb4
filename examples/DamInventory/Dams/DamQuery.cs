using System.Globalization;

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
    public static DamQuery From(string? search, string? sort = null, string? descending = null, string? page = null, string? size = null) => new(
        search?.Trim() is { Length: <= LongestSearch } text ? text : "",
        Enum.TryParse<DamSort>(sort, ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : DamSort.Name,
        bool.TryParse(descending, out var isDescending) && isDescending,
        Math.Max(Number(page) ?? 1, 1),
        Number(size) is { } chosen && Sizes.Contains(chosen) ? chosen : Sizes[0]);

    /// <summary>The last page of so many dams; a page with all of them is one.</summary>
    public int LastPage(int total) => Size == 0 ? 1 : Math.Max(1, (total + Size - 1) / Size);

    /// <summary>As the values of an address; what everybody starts with is left out.</summary>
    public object ToRoute() => new
    {
        search = Search.Length > 0 ? Search : null,
        sort = Sort != DamSort.Name ? Sort.ToString() : null,
        descending = Descending ? "true" : null,
        page = Page > 1 ? Page : (int?)null,
        size = Size != Sizes[0] ? Size : (int?)null,
    };

    static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A page of dams, and how many there are on all pages.</summary>
sealed record DamPage(IReadOnlyList<Dam> Dams, int Total);

/// <summary>A part of the world: the map's points, the first dams by name, and how many there are.</summary>
sealed record DamView(IReadOnlyList<Map.MapPoint> Points, IReadOnlyList<Dam> Dams, int Total);
