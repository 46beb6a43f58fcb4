using System.Globalization;
using DamInventory.Dams;

namespace DamInventory.Map;

/// <summary>The element <c>dam-map</c>, as pages write it and as the server tells it what to show. Its script is <c>dam-map.ts</c>.</summary>
static class DamMap
{
    public const string Id = "map", Popup = "map-popup";

    /// <summary>Beyond this many dams the map shows points that stand for several.</summary>
    public const int MostPoints = 500;

    const string Name = "dam-map", Module = "/map/dam-map.js";

    /// <summary>What a map shows at first: all dams and 10 % around them, or the conterminous US when there are fewer than two.</summary>
    public static async Task<Bounds> ExtentAsync(DamStore dams, CancellationToken ct) =>
        await dams.CountAsync(ct) < 2 ? Bounds.ConterminousUnitedStates : (await dams.ExtentAsync(ct))!.WithMargin(0.1);

    /// <summary>A map to look at: it says what it shows and which dam was chosen.</summary>
    public static void ForViewing(Bounds extent, Callback onView, Callback onOpen, InventoryOptions options)
    {
        LoadModule(Module);
        CustomElement(Name, Div(id: Popup, @class: "popup", role: "status", data: [("popup", true)]),
            id: Id, tabindex: 0, role: "region", ariaLabel: "Map of dams",
            data: [("livegen-ignore", true), ("livegen-as", "json")],
            on: [("damsview", onView), ("damsopen", onOpen)],
            attrs: [("extent", TextOf(extent)), ("tiles", options.OpenStreetMap ? "osm" : null)]);
        Attribution(options);
    }

    /// <summary>A map to choose a place on, for two fields.</summary>
    public static void ForPicking(Bounds extent, string latitude, string longitude, InventoryOptions options)
    {
        LoadModule(Module);
        CustomElement(Name, id: Id, tabindex: 0, role: "region", ariaLabel: "Map to choose a place on",
            data: [("livegen-ignore", true)],
            attrs: [("extent", TextOf(extent)), ("tiles", options.OpenStreetMap ? "osm" : null), ("latitude", latitude), ("longitude", longitude)]);
        Attribution(options);
    }

    /// <summary>Shows these points and no others.</summary>
    public static void Show(IReadOnlyList<MapPoint> points) => Command("dams.show", Id, points);

    /// <summary>Shows one more dam.</summary>
    public static void Add(Dam dam) => Command("dams.add", Id, new MapPoint(dam.Id, dam.Longitude, dam.Latitude, 1));

    /// <summary>Goes to a part of the world and asks for what is there.</summary>
    public static void Lead(Bounds bounds) => SetAttribute(Id, "extent", TextOf(bounds));

    /// <summary>Goes to a dam.</summary>
    public static void Focus(Dam dam) => Command("dams.focus", Id, dam.Id, dam.Longitude, dam.Latitude);

    static void Attribution(InventoryOptions options) => P(options.OpenStreetMap
        ? Fragment("© ", A("OpenStreetMap contributors", href: "https://www.openstreetmap.org/copyright"))
        : Fragment("Outlines: Natural Earth, US Census Bureau"), @class: "attribution");

    static string TextOf(Bounds b) => string.Create(CultureInfo.InvariantCulture, $"{b.West},{b.South},{b.East},{b.North}");
}
