using LiveGen.Wire;

namespace LiveGen.Templates;

/// <summary>What a render takes from the application.</summary>
/// <param name="IsDevelopment">Whether mistakes that a page survives are errors.</param>
/// <param name="MaxRenderBytes">The largest page or batch.</param>
/// <param name="Plugins">The application's plugins; null when it has none.</param>
/// <param name="Position">Where the channel layer stands; null when there is none.</param>
sealed record RenderSettings(bool IsDevelopment, int MaxRenderBytes, Plugins? Plugins = null, Func<GroupPosition>? Position = null);
