using System.Security.Claims;
using DamInventory.Accounts;
using DamInventory.Hydrographs;
using DamInventory.Map;
using DamInventory.Notifications;
using Microsoft.Extensions.Options;

namespace DamInventory.Dams;

/// <summary>The map of all dams, and beside it the list of those in view.</summary>
static class HomePage
{
    const int ListLength = 50;

    public static async Task Show(DamStore dams, ClaimsPrincipal user, IOptions<InventoryOptions> options, CancellationToken ct)
    {
        var newest = await dams.NewestAsync(ct); // first: what is added from here on is news for this page
        var extent = await DamMap.ExtentAsync(dams, ct);
        var seen = await dams.LookAsync(extent, DamMap.MostPoints, ListLength, ct);

        Sockets.Connect<NotificationsConsumer>(new { newest });
        SetTitle("Dam Inventory");
        using (Header(@class: "heading").Open())
        {
            H1("Dam Inventory");
            if (user.CanAddDams())
                A("Add dam", href: Url(AddDamPage.Show), id: "add-dam", @class: "button primary");
        }
        Div(id: NotificationBox.Place, role: "alert");
        using (Div(@class: "home").Open())
        {
            using (Div(@class: "map-frame").Open())
                DamMap.ForViewing(extent, Callback(Look, This, concurrency: Concurrency.Latest), Callback(Open, This), options.Value);
            using (Section(@class: "card list", ariaLabelledby: "in-view").Open())
            {
                H2("Dams in view", id: "in-view");
                using (Div(id: "list").Open())
                    List(seen);
            }
        }
        DamMap.Show(seen.Points);
    }

    /// <summary>The map was moved: it gets what it shows now, and the list goes along.</summary>
    public static async Task Look(Bounds view, DamStore dams, CancellationToken ct)
    {
        var seen = await dams.LookAsync(view, DamMap.MostPoints, ListLength, ct);
        DamMap.Show(seen.Points);
        List(seen);
    }

    /// <summary>A dam was chosen on the map.</summary>
    public static async Task Open(long id, DamStore dams, CancellationToken ct)
    {
        if (await dams.FindAsync(id, ct) is { } dam)
            Morph(DamMap.Popup, Card(dam));
    }

    /// <summary>A dam was chosen in the list: the map goes there.</summary>
    public static async Task Find(long id, DamStore dams, CancellationToken ct)
    {
        if (await dams.FindAsync(id, ct) is { } dam)
            Point(dam);
    }

    /// <summary>Shows a dam on the map and says what it is.</summary>
    public static void Point(Dam dam)
    {
        DamMap.Add(dam);
        Morph(DamMap.Popup, Card(dam));
        DamMap.Focus(dam);
    }

    static void List(DamView seen)
    {
        P(seen.Total == 1 ? "1 dam" : $"{seen.Total:N0} dams", id: "list-count", @class: "hint");
        Ul(Each(seen.Dams, dam => Li(
            Button(dam.Name, type: "button", id: $"find-{dam.Id}", onclick: Callback(Find, dam.Id)),
            Span(dam.River, @class: "hint"),
            id: $"dam-{dam.Id}")), @class: "dams");
        if (seen.Total > seen.Dams.Count)
            P($"The first {seen.Dams.Count} by name. Zoom in for the others, or ", A("search all", href: Url(DamsPage.Show)), ".", @class: "hint");
    }

    static Element Card(Dam dam) => Fragment(
    [
        Button("×", type: "button", @class: "close", ariaLabel: "Close", data: [("close", true)]),
        H3(dam.Name),
        Dl(
            Dt("Owner"), Dd(dam.Owner),
            Dt("River"), Dd(dam.River.Length > 0 ? dam.River : "not known"),
            Dt("Date built"), Dd(dam.Built.Length > 0 ? dam.Built : "not known")),
        dam.HasHydrograph ? A("Hydrograph", href: Url(HydrographPage.Show, new { id = dam.Id })) : null,
    ]);
}
