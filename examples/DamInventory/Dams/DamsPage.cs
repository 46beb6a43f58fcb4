using System.ComponentModel.DataAnnotations;
using DamInventory.Notifications;

namespace DamInventory.Dams;

/// <summary>All dams in a table. What it shows stands in the address; its callbacks carry the same, sealed.</summary>
static class DamsPage
{
    public static async Task Show(
        string? search, string? sort, string? descending, string? page, string? size, DamStore dams, CancellationToken ct)
    {
        var (query, found) = await FindAsync(DamQuery.From(search, sort, descending, page, size), dams, ct);

        Sockets.Connect<DamsConsumer>();
        SetTitle("Dams – Dam Inventory");
        H1("Dams");
        using (Div(id: "dams").Open())
            DamTable.Write(query, found);
        SetValue("search", query.Search); // who goes back may still be in the field
    }

    /// <summary>Somebody sorts, turns the page or wants longer pages.</summary>
    public static async Task Look(DamQuery query, DamStore dams, CancellationToken ct)
    {
        PushUrl(Url(Show, query.ToRoute())); // back leads to what was shown before
        await WriteAsync(query, dams, ct);
    }

    /// <summary>Somebody looks for a name, an owner or a river.</summary>
    public static Task Search([MaxLength(DamQuery.LongestSearch)] string search, DamQuery query, DamStore dams, CancellationToken ct) =>
        Look(query with { Search = search.Trim(), Page = 1 }, dams, ct);

    /// <summary>Somebody chooses how many dams are on a page.</summary>
    public static Task Resize(int size, DamQuery query, DamStore dams, CancellationToken ct) =>
        Look(DamQuery.Sizes.Contains(size) ? query with { Size = size, Page = 1 } : query, dams, ct);

    /// <summary>The inventory has changed: the same view of it, with what is new.</summary>
    /// <param name="query">What the table shows.</param>
    /// <param name="shown">How many rows it has, of a page with all dams: it does not lose those that somebody has asked for.</param>
    /// <param name="dams">The dams.</param>
    /// <param name="ct">Stops waiting.</param>
    public static Task Refresh(DamQuery query, int shown, DamStore dams, CancellationToken ct) =>
        WriteAsync(query, dams, ct, Math.Clamp(shown, DamTable.MostRows, DamTable.MostRefreshed));

    /// <summary>The next rows of a page with all dams.</summary>
    public static async Task More(DamQuery query, int shown, DamStore dams, CancellationToken ct)
    {
        var found = await dams.FindAsync(query, shown, DamTable.MostRows, ct);
        Append(DamTable.Rows, Each(found.Dams, DamTable.Row));
        Replace(DamTable.MoreId, DamTable.More(query, shown + found.Dams.Count, found.Total));
    }

    static async Task WriteAsync(DamQuery query, DamStore dams, CancellationToken ct, int rows = DamTable.MostRows)
    {
        (query, var found) = await FindAsync(query, dams, ct, rows);
        DamTable.Write(query, found);
    }

    // A page beyond the last one, as an old address may name, is the last one.
    static async Task<(DamQuery Query, DamPage Found)> FindAsync(DamQuery query, DamStore dams, CancellationToken ct, int rows = DamTable.MostRows)
    {
        if (query.Size == 0)
            return (query, await dams.FindAsync(query, 0, rows, ct));
        var found = await dams.FindAsync(query, (query.Page - 1L) * query.Size, query.Size, ct);
        var last = query.LastPage(found.Total);
        return query.Page <= last ? (query, found) : await FindAsync(query with { Page = last }, dams, ct);
    }
}
