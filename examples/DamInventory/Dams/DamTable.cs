using DamInventory.Exchange;
using DamInventory.Hydrographs;

namespace DamInventory.Dams;

/// <summary>The table of dams with all that changes its view.</summary>
static class DamTable
{
    public const string Id = "dam-table", Rows = "dam-rows", MoreId = "more";

    /// <summary>The most rows at a time, so that a page with all dams comes at once however many there are.</summary>
    public const int MostRows = 500;

    /// <summary>The most rows that are written again when the inventory changes; who has asked for more sees the first of them.</summary>
    public const int MostRefreshed = 5000;

    public static void Write(DamQuery query, DamPage found)
    {
        Tools(query);
        using (Div(@class: "scroll", tabindex: 0, role: "region", ariaLabel: "Table of dams").Open())
        // The consumer raises this event when somebody has added a dam: the page asks for what it shows itself.
        using (Table(id: Id, on: [("damschanged", Callback(DamsPage.Refresh, Constant(query), query.Size == 0 ? ValueOf("shown") : 0, debounce: 200))]).Open())
        {
            Thead(Tr(
            [
                Heading("Name", DamSort.Name, query),
                Heading("Owner", DamSort.Owner, query),
                Heading("River", DamSort.River, query),
                Heading("Date built", DamSort.Built, query),
                Th("Hydrograph", scope: "col"),
            ]));
            Tbody(Each(found.Dams, Row), id: Rows);
        }
        if (found.Total == 0)
            P(query.Search.Length > 0 ? $"No dam matches \"{query.Search}\"." : "There are no dams yet.", @class: "hint");
        if (query.Size == 0)
            More(query, found.Dams.Count, found.Total);
        else
            Pager(query, found.Total);
    }

    public static Element Row(Dam dam) => Tr(
    [
        Th(dam.Name, scope: "row"),
        Td(dam.Owner),
        Td(dam.River),
        Td(dam.Built),
        Td(dam.HasHydrograph
            ? A("Plot", href: Url(HydrographPage.Show, new { id = dam.Id }), @class: "button", ariaLabel: $"Plot of {dam.Name}")
            : null),
    ], id: $"dam-{dam.Id}");

    public static Element More(DamQuery query, int shown, int total) => Div(
        P($"{shown:N0} of {total:N0}", id: "shown", role: "status", data: [("value", shown), ("livegen-as", "number")]),
        shown < total
            ? Button($"Show {Math.Min(MostRows, total - shown):N0} more", type: "button", id: "show-more", onclick: Callback(DamsPage.More, Constant(query), shown))
            : null,
        id: MoreId, @class: "pager");

    static void Tools(DamQuery query)
    {
        using var tools = Div(@class: "tools").Open();
        Label("Search", @for: "search");
        Input(id: "search", type: "search", value: query.Search, placeholder: "Name, owner or river", maxlength: DamQuery.LongestSearch,
            oninput: Callback(DamsPage.Search, This, Constant(query), debounce: 250, concurrency: Concurrency.Latest, loading: Id));
        Div(
            Label("Show", @for: "size"),
            Select(DamQuery.Sizes.Select(size => Option(size == 0 ? "all" : $"{size}", value: size, selected: size == query.Size)),
                id: "size", onchange: Callback(DamsPage.Resize, This, Constant(query))));
        var search = query.Search.Length > 0 ? "?search=" + Uri.EscapeDataString(query.Search) : "";
        A("CSV", href: ExportFiles.CsvPath + search, @class: "button", download: "dams.csv", ariaLabel: "Export as CSV");
        A("GeoJSON", href: ExportFiles.GeoJsonPath + search, @class: "button", download: "dams.geojson", ariaLabel: "Export as GeoJSON");
    }

    static Element Heading(string text, DamSort by, DamQuery query)
    {
        var isSorted = query.Sort == by;
        var next = query with { Sort = by, Descending = isSorted && !query.Descending, Page = 1 };
        return Th(
            Button(text, Span(isSorted ? query.Descending ? " ▼" : " ▲" : "", ariaHidden: true), type: "button", id: $"sort-{by}",
                onclick: Callback(DamsPage.Look, Constant(next))),
            scope: "col", aria: [("sort", isSorted ? query.Descending ? "descending" : "ascending" : null)]);
    }

    static void Pager(DamQuery query, int total)
    {
        var pages = query.LastPage(total);
        var first = (query.Page - 1L) * query.Size + 1;
        using var pager = Nav(@class: "pager", ariaLabel: "Pages").Open();
        Step("«", "First page", 1, query.Page > 1);
        Step("‹", "Previous page", Math.Min(query.Page - 1, pages), query.Page > 1);
        P(total == 0 ? "0 of 0" : $"{first:N0}–{Math.Min(first + query.Size - 1, total):N0} of {total:N0}", id: "shown", role: "status");
        Step("›", "Next page", query.Page + 1, query.Page < pages);
        Step("»", "Last page", pages, query.Page < pages);

        void Step(string sign, string text, int page, bool isPossible) => Button(sign, type: "button", id: text.Replace(' ', '-').ToLowerInvariant(),
            ariaLabel: text, disabled: !isPossible, onclick: Callback(DamsPage.Look, Constant(query with { Page = Math.Max(page, 1) })));
    }
}
