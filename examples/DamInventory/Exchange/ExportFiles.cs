using System.Globalization;
using System.Text;
using System.Text.Json;
using DamInventory.Dams;

namespace DamInventory.Exchange;

/// <summary>The dams as files, written as they come from the database.</summary>
static class ExportFiles
{
    public const string CsvPath = "/dams/export.csv", GeoJsonPath = "/dams/export.geojson";

    public static IResult Csv(string? search, DamStore dams) => Results.Stream(async stream =>
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(false));
        await text.WriteAsync("name,owner,river,date_built,latitude,longitude\r\n");
        await foreach (var dam in dams.ReadAllAsync(Search(search)))
            await text.WriteAsync(Exchange.Csv.Row(dam.Name, dam.Owner, dam.River, dam.Built, Number(dam.Latitude), Number(dam.Longitude)) + "\r\n");
    }, "text/csv", "dams.csv");

    public static IResult GeoJson(string? search, DamStore dams) => Results.Stream(async stream =>
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(false));
        await text.WriteAsync("{\"type\":\"FeatureCollection\",\"features\":[");
        var separator = "\n";
        await foreach (var dam in dams.ReadAllAsync(Search(search)))
        {
            await text.WriteAsync(separator + JsonSerializer.Serialize(new
            {
                type = "Feature",
                geometry = new { type = "Point", coordinates = new[] { dam.Longitude, dam.Latitude } },
                properties = new { name = dam.Name, owner = dam.Owner, river = dam.River, date_built = dam.Built },
            }));
            separator = ",\n";
        }
        await text.WriteAsync("\n]}");
    }, "application/geo+json", "dams.geojson");

    static string Search(string? search) => DamQuery.From(search).Search;

    static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
