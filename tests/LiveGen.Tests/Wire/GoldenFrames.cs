using System.Text.Json;

namespace LiveGen.Tests.Wire;

/// <summary>The frames in <c>tests/frames</c>, which the runtime's tests read as well: one truth for two languages.</summary>
static class GoldenFrames
{
    public static JsonElement[] Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LiveGen.sln")))
            folder = folder.Parent;
        var path = Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The repository's root was not found."), "tests", "frames", file);
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return [.. json.RootElement.EnumerateArray().Select(frame => frame.Clone())];
    }
}
