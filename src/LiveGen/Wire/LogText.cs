using System.Text.Encodings.Web;

namespace LiveGen.Wire;

/// <summary>Makes text that someone else chose fit for a log line: short, and without line breaks or escape codes.</summary>
static class LogText
{
    const int MaxLength = 100;

    public static string Clean(string? text)
    {
        if (text is null)
            return "(none)";
        var cut = text.Length <= MaxLength ? text : text[..MaxLength] + "…";
#pragma warning disable RS0030 // A line of a log is no page, and should be readable.
        return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(cut);
#pragma warning restore RS0030
    }
}
