using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>A declared type without its parameters, or the type of plain bytes when it is none.</summary>
static class MediaType
{
    public const string Unknown = "application/octet-stream";

    public static string Clean(string? declared) =>
        MediaTypeHeaderValue.TryParse(declared, out var type) && type.MediaType.Value is { } text ? text.ToLowerInvariant() : Unknown;
}
