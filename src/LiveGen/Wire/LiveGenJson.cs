using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveGen.Wire;

/// <summary>How values become JSON and back: strict towards the browser, exact for C#'s own types.</summary>
static class LiveGenJson
{
    /// <summary>
    /// Web names, enums by name, numbers also from text (a text field's value may be meant for an <c>int</c>); unknown and
    /// duplicate names are refused, so that what was checked is what is used.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create(maxDepth: 32);

    /// <summary>The same with an application's own depth limit.</summary>
    public static JsonSerializerOptions Create(int maxDepth)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            MaxDepth = maxDepth,
            AllowDuplicateProperties = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            IncludeFields = true, // value tuples are fields
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new ReadOnlySetConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
