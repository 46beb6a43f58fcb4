using System.Globalization;

namespace LiveGen.LiveViews;

/// <summary>Says a number of bytes as people do; the runtime's <c>extras/uploads.ts</c> says it alike.</summary>
static class ByteCount
{
    const int Step = 1024;

    static readonly string[] s_units = ["bytes", "KB", "MB", "GB", "TB"];

    public static string Text(long bytes)
    {
        var unit = 0;
        double value = bytes;
        while (value >= Step && unit < s_units.Length - 1)
        {
            value /= Step;
            unit++;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(value * 10) / 10} {s_units[unit]}");
    }
}
