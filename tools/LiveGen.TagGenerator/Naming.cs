namespace LiveGen.TagGenerator;

/// <summary>From HTML names to C# names.</summary>
static class Naming
{
    // Only those that HTML attributes are called, or could be.
    static readonly HashSet<string> Keywords =
        ["as", "checked", "class", "default", "for", "in", "is", "object", "operator", "readonly", "switch"];

    /// <summary><c>datetime-local</c> becomes <c>DatetimeLocal</c>, <c>linearGradient</c> <c>LinearGradient</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split('-', '/').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary><c>accept-charset</c> becomes <c>acceptCharset</c>; a name without a hyphen stays as it is.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }

    public static string Escape(string parameter) => Keywords.Contains(parameter) ? "@" + parameter : parameter;
}
