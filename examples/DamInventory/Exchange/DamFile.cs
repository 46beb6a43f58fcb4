using System.Globalization;
using System.Text.Json;
using DamInventory.Dams;

namespace DamInventory.Exchange;

/// <summary>What a file of dams says: the dams, and what is wrong with other rows.</summary>
/// <param name="Problem">Why nothing can be made of it; null when something can.</param>
sealed record DamFile(IReadOnlyList<DamFacts> Dams, IReadOnlyList<(int Row, string Error)> Errors, string? Problem = null)
{
    public const long MaxBytes = 32 << 20;

    static readonly string[] s_needed = ["name", "latitude", "longitude"];

    /// <summary>Reads what somebody has chosen; a dam that was built after the latest day is refused.</summary>
    public static DamFile Read(Stream content, string fileName, DateOnly latest)
    {
        try
        {
            using var text = new StreamReader(content);
            return fileName.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? ReadGeoJson(text.ReadToEnd(), latest) : ReadCsv(text, latest);
        }
        catch (JsonException)
        {
            return new([], [], "The file is no JSON.");
        }
    }

    /// <summary>CSV whose first row names the columns: name, owner, river, date_built or year_built, latitude, longitude.</summary>
    public static DamFile ReadCsv(TextReader text, DateOnly latest)
    {
        Dictionary<string, int>? columns = null;
        var rows = new Rows(latest);
        foreach (var (line, fields) in Csv.Read(text))
        {
            if (columns is not null)
            {
                rows.Add(line, name => columns.TryGetValue(name, out var at) && at < fields.Count ? fields[at] : "");
                continue;
            }
            columns = [];
            foreach (var (at, name) in fields.Index())
                columns.TryAdd(name.ToLowerInvariant(), at);
            if (s_needed.FirstOrDefault(name => !columns.ContainsKey(name)) is { } missing)
                return new([], [], $"The first row must name the columns; there is none called \"{missing}\".");
        }
        return columns is null ? new([], [], "The file is empty.") : rows.ToFile();
    }

    /// <summary>A GeoJSON feature collection of points; the properties are called as the columns of the CSV.</summary>
    public static DamFile ReadGeoJson(string text, DateOnly latest)
    {
        using var json = JsonDocument.Parse(text);
        var rows = new Rows(latest);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
            return new([], [], "The file is no GeoJSON feature collection.");
        foreach (var (at, feature) in features.EnumerateArray().Index())
            rows.Add(at + 1, name => ValueOf(feature, name));
        return rows.ToFile();
    }

    static string ValueOf(JsonElement feature, string name)
    {
        var place = name switch { "longitude" => 0, "latitude" => 1, _ => -1 };
        if (feature.ValueKind != JsonValueKind.Object)
            return "";
        if (place >= 0)
            return feature.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object
                && geometry.TryGetProperty("coordinates", out var at) && at.ValueKind == JsonValueKind.Array && at.GetArrayLength() > place ? at[place].ToString() : "";
        return feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty(name, out var value) ? value.ToString() : "";
    }

    /// <summary>Collects rows, right ones and others.</summary>
    sealed class Rows(DateOnly latest)
    {
        readonly List<DamFacts> _dams = [];
        readonly List<(int, string)> _errors = [];

        public void Add(int row, Func<string, string> value)
        {
            var (name, owner, river) = (value("name"), value("owner"), value("river"));
            var built = value("date_built") is { Length: > 0 } date ? date : value("year_built");
            var (latitude, longitude) = (Degrees(value("latitude"), 90), Degrees(value("longitude"), 180));
            var error = name.Length == 0 ? "Name is required."
                : name.Length > NewDam.LongestName || river.Length > NewDam.LongestName ? $"Name and river have at most {NewDam.LongestName} characters."
                : !NewDam.IsOneLine(name) || !NewDam.IsOneLine(river) ? "Name and river are one line of text."
                : owner.Length > 0 && !Owners.All.Contains(owner) ? $"Owner is {string.Join(", ", Owners.All)} or nothing."
                : built.Length > 0 && DateOf(built) is null ? "Date built is a day (1935-07-04) or a year."
                : DateOf(built) > latest ? "Date built cannot be in the future."
                : latitude is null ? "Latitude is a number between -90 and 90."
                : longitude is null ? "Longitude is a number between -180 and 180."
                : null;
            if (error is null)
                _dams.Add(new(name, owner.Length > 0 ? owner : "Other", river, built, latitude!.Value, longitude!.Value));
            else
                _errors.Add((row, error));
        }

        public DamFile ToFile() => new(_dams, _errors);

        static double? Degrees(string text, double most) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= most ? number : null;

        static DateOnly? DateOf(string text) =>
            DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }
}
