using System.Globalization;
using DamInventory.Exchange;

namespace DamInventory.Hydrographs;

/// <summary>What a file of times and flows says.</summary>
/// <param name="BadRows">The lines that were left out.</param>
/// <param name="Problem">Why nothing can be made of it; null when something can.</param>
sealed record HydrographFile(IReadOnlyList<FlowPoint> Points, IReadOnlyList<int> BadRows, string? Problem);

/// <summary>Reads CSV of time (hours) and flow (cfs). Lines ahead of the first that begins with a number are headers.</summary>
static class HydrographCsv
{
    public const long MaxBytes = 1 << 20;

    public const int MaxPoints = 20_000;

    public static HydrographFile Read(TextReader text)
    {
        var points = new SortedDictionary<double, double>();
        var bad = new List<int>();
        var (isEmpty, isHeader) = (true, true);
        foreach (var (line, fields) in Csv.Read(text))
        {
            isEmpty = false;
            isHeader &= !IsNumber(fields[0]);
            if (PointIn(fields) is { } point && points.TryAdd(point.Hours, point.Flow))
            {
                if (points.Count > MaxPoints)
                    return Refused($"A hydrograph has at most {MaxPoints:N0} values.");
            }
            else if (!isHeader)
                bad.Add(line);
        }
        if (isEmpty)
            return Refused("The file is empty.");
        if (points.Count < 2)
            return Refused("This is no CSV of time (hours) and flow (cfs): fewer than two rows have two numbers.");
        return new([.. points.Select(point => new FlowPoint(point.Key, point.Value))], bad, null);
    }

    static FlowPoint? PointIn(IReadOnlyList<string> fields) =>
        fields.Count == 2 && NumberIn(fields[0]) is { } hours && NumberIn(fields[1]) is { } flow ? new(hours, flow) : null;

    static double? NumberIn(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e12 ? number : null;

    static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static HydrographFile Refused(string why) => new([], [], why);
}
