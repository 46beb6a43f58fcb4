using System.Globalization;
using DamInventory.Dams;

namespace DamInventory.Hydrographs;

/// <summary>A dam's hydrograph: a plot to look at, and its values to read.</summary>
static class HydrographPage
{
    public static async Task Show(long id, HydrographStore hydrographs, HttpResponse response, CancellationToken ct)
    {
        if (await hydrographs.FindAsync(id, ct) is { } hydrograph)
        {
            Plot(hydrograph);
            return;
        }
        response.StatusCode = StatusCodes.Status404NotFound;
        SetTitle("No hydrograph – Dam Inventory");
        using var card = Section(@class: "card narrow").Open();
        H1("No hydrograph");
        P("This dam has none, or is not in the inventory.");
        P(A("To the dams", href: Url(DamsPage.Show), @class: "button"));
    }

    static void Plot(Hydrograph hydrograph)
    {
        var title = $"Hydrograph for {hydrograph.DamName}";
        SetTitle($"{title} – Dam Inventory");
        H1(title, id: "plot-title");
        using (Figure(@class: "card").Open())
        {
            HydrographPlot.Draw(hydrograph.Points, "plot-title");
            Figcaption($"{hydrograph.Points.Count:N0} values from {hydrograph.FileName}", @class: "hint");
        }
        using (Details(@class: "card").Open())
        {
            Summary("The values as a table");
            using (Div(@class: "scroll", tabindex: 0, role: "region", ariaLabelledby: "plot-title").Open())
            using (Table(ariaLabelledby: "plot-title").Open())
            {
                Thead(Tr(Th("Time (hr)", scope: "col"), Th("Flow (cfs)", scope: "col")));
                Tbody(Each(hydrograph.Points, point => Tr(Td(Number(point.Hours), @class: "number"), Td(Number(point.Flow), @class: "number"))));
            }
        }
    }

    static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
