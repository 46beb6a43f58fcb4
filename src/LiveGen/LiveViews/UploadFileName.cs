using System.Globalization;
using System.Text;

namespace LiveGen.LiveViews;

/// <summary>
/// Makes the name that a browser sent for a file one that is only a name: no folder, drive or stream, nothing that a file
/// system or a terminal gives a meaning, and short enough to be a file's.
/// </summary>
static class UploadFileName
{
    /// <summary>What file systems hold; in UTF-8.</summary>
    public const int MaxBytes = 255;

    const string Nameless = "file";
    const int LongestExtension = 16;

    static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    public static string Clean(string? sent)
    {
        // Not Path.GetFileName: on Linux it returns C:\x\evil.aspx whole.
        var last = (sent ?? "")[((sent ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var name = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            // Format characters turn the direction of text: "gpj.exe" could be read as "exe.jpg".
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                continue;
            name.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
        }
        var bare = Shorten(name.ToString().Trim(' ', '.')).TrimEnd(' ', '.');
        if (bare.Length == 0)
            return Nameless;
        return s_devices.Contains(bare.Split('.')[0].TrimEnd()) ? $"_{bare}" : bare;
    }

    /// <summary>Takes characters from the end of the stem: the extension is what people and programs go by.</summary>
    static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
            return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= LongestExtension ? name[dot..] : "";
        var room = MaxBytes - 1 - Encoding.UTF8.GetByteCount(extension); // one for the "_" of a device's name
        var stem = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            stem.Append(rune.ToString());
        }
        return stem + extension;
    }
}
