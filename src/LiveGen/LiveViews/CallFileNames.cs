using System.Text.Json;

namespace LiveGen.LiveViews;

/// <summary>
/// Finds what may be a file in a call's arguments, and the field that it is for: <c>["f0","up:…"]</c> as an argument, or as a
/// property of one. What only looks like it, such as the values of a list, harms nobody: no file comes by that name.
/// </summary>
static class CallFileNames
{
    /// <summary>Ahead of the token of a resumable upload.</summary>
    public const string ResumablePrefix = "up:";

    const char PartPrefix = 'f';

    public static Dictionary<string, string> In(JsonElement args, IReadOnlyList<string> parameters)
    {
        var fields = new Dictionary<string, string>();
        var index = 0;
        foreach (var argument in args.EnumerateArray())
        {
            Find(argument, index < parameters.Count ? parameters[index] : "", fields);
            index++;
        }
        return fields;
    }

    static void Find(JsonElement value, string field, Dictionary<string, string> fields)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    Find(property.Value, property.Name, fields);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Find(item, field, fields);
                break;
            case JsonValueKind.String when value.GetString() is { Length: > 0 } name && (IsPart(name) || IsResumable(name)):
                fields.TryAdd(name, field);
                break;
        }
    }

    public static bool IsResumable(string name) => name.StartsWith(ResumablePrefix, StringComparison.Ordinal);

    static bool IsPart(string name) => name[0] == PartPrefix && name.Length > 1 && !name.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
