using System.Globalization;

namespace DamInventory.Hydrographs;

/// <summary>A hydrograph as SVG. It needs no script: styles show the value where the pointer is.</summary>
static class HydrographPlot
{
    const int Width = 800, Height = 420, Left = 72, Right = 24, Top = 44, Bottom = 66;
    const int MostMarks = 200; // beyond that, marks would lie on each other

    public static Element Draw(IReadOnlyList<FlowPoint> points, string labelledby)
    {
        var hours = Ticks(points.Max(point => point.Hours));
        var flows = Ticks(points.Max(point => point.Flow));
        double X(double value) => Left + value / hours[^1] * (Width - Left - Right);
        double Y(double value) => Height - Bottom - value / flows[^1] * (Height - Top - Bottom);

        using var svg = Svg(viewBox: $"0 0 {Width} {Height}", role: "img", ariaLabelledby: labelledby, @class: "plot").Open();
        foreach (var flow in flows)
        {
            SvgLine(x1: Left, x2: Width - Right, y1: Y(flow), y2: Y(flow), @class: "grid");
            SvgText(Short(flow), x: Left - 10, y: Y(flow) + 4, @class: "tick", textAnchor: "end");
        }
        foreach (var hour in hours)
        {
            SvgLine(x1: X(hour), x2: X(hour), y1: Top, y2: Height - Bottom, @class: "grid");
            SvgText(Short(hour), x: X(hour), y: Height - Bottom + 20, @class: "tick", textAnchor: "middle");
        }
        var line = string.Join(' ', points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{Text(X(point.Hours))},{Text(Y(point.Flow))}"));
        var floor = Text(Y(0));
        SvgPath(d: $"{line} L{Text(X(points[^1].Hours))},{floor} L{Text(X(points[0].Hours))},{floor} Z", @class: "area");
        SvgPath(d: line, @class: "line");
        SvgText("Time (hr)", x: (Left + Width - Right) / 2, y: Height - 14, @class: "axis", textAnchor: "middle");
        SvgText("Flow (cfs)", x: 0, y: 20, @class: "axis");
        foreach (var point in Marks(points))
            Mark(point, X(point.Hours), Y(point.Flow), (Width - Left - Right) / (double)Math.Min(points.Count, MostMarks));
        return default;
    }

    // A strip over the whole height is easy to hit; the value beside the point shows while the pointer is on it.
    static void Mark(FlowPoint point, double x, double y, double width)
    {
        var isRight = x > Width * 0.7;
        using var mark = SvgG(@class: "mark").Open();
        SvgRect(x: x - width / 2, y: Top, width: width, height: Height - Top - Bottom, @class: "strip");
        SvgCircle(cx: x, cy: y, r: 4, @class: "dot");
        SvgText($"{Text(point.Hours)} hr: {point.Flow.ToString("#,0.##", CultureInfo.InvariantCulture)} cfs",
            x: isRight ? x - 10 : x + 10, y: Math.Max(y - 10, Top + 12), @class: "value", textAnchor: isRight ? "end" : "start");
    }

    static IEnumerable<FlowPoint> Marks(IReadOnlyList<FlowPoint> points)
    {
        var step = Math.Max(1, (points.Count + MostMarks - 1) / MostMarks);
        return points.Where((_, i) => i % step == 0);
    }

    /// <summary>Round numbers from 0 to at least a value.</summary>
    static double[] Ticks(double most)
    {
        var rough = Math.Max(most, 1e-6) / 6;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * power >= rough * 0.999) * power;
        return [.. Enumerable.Range(0, (int)Math.Ceiling(most / step - 1e-9) + 1).Select(i => i * step)];
    }

    static string Short(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
