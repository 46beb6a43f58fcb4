using System.Diagnostics;
using System.Globalization;

namespace LiveGen.Templates;

/// <summary>What a developer is shown at the page: what failed, and the line of the application that it failed in.</summary>
static class FailureDetail
{
    /// <summary>
    /// Type and message; below them the application's own line, as a link in an editor's terminal would be, and its text; and what was
    /// called.
    /// </summary>
    public static string Of(Exception error, string handler)
    {
        var (what, called) = ($"{error.GetType()}: {error.Message}", $"\nin {handler}");
        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            var type = frame.GetMethod()?.DeclaringType;
            if (type is null || type.Assembly == typeof(RenderContext).Assembly || frame.GetFileName() is not { } file)
                continue;
            var line = frame.GetFileLineNumber();
            return string.Create(CultureInfo.InvariantCulture, $"{what}\n{file}:{line}{TextOf(file, line)}{called}");
        }
        return what + called;
    }

    static string TextOf(string file, int line)
    {
        try
        {
            return File.ReadLines(file).ElementAtOrDefault(line - 1)?.Trim() is { Length: > 0 } text ? $"\n{text}" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // built elsewhere
        }
    }
}
