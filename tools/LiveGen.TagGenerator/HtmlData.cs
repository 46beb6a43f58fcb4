using System.Text.Json;

namespace LiveGen.TagGenerator;

/// <summary>What html.json says, with its groups and profiles resolved: every element has its full attribute list.</summary>
sealed record HtmlData(IReadOnlyList<Element> Elements, IReadOnlyList<Enumeration> Enumerations)
{
    public static HtmlData Load(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        var groups = root.GetProperty("groups").EnumerateObject().ToDictionary(group => group.Name, group => group.Value);
        var profiles = root.GetProperty("profiles");

        var elements = root.GetProperty("elements").EnumerateArray()
            .Select(element => ReadElement(element, profiles, groups)).ToList();
        var enumerations = root.GetProperty("enums").EnumerateObject()
            .Select(item => new Enumeration(
                item.Name,
                item.Value.GetProperty("attribute").GetString()!,
                [.. item.Value.GetProperty("values").EnumerateArray().Select(value => EnumerationValue.Parse(value.GetString()!))]))
            .ToList();
        return new HtmlData(elements, enumerations);
    }

    static Element ReadElement(JsonElement json, JsonElement profiles, Dictionary<string, JsonElement> groups)
    {
        var profile = profiles.GetProperty(json.GetProperty("profile").GetString()!);
        var attributes = new List<Attribute>();
        Add(profile.GetProperty("before"), groups, attributes);
        if (json.TryGetProperty("attributes", out var own))
            Add(own, groups, attributes);
        Add(profile.GetProperty("after"), groups, attributes);

        return new Element(
            json.GetProperty("name").GetString()!,
            json.GetProperty("file").GetString()!,
            json.TryGetProperty("kind", out var kind) ? kind.GetString()! : "normal",
            json.GetProperty("summary").GetString()!,
            attributes)
        {
            Usual = Usual(json, attributes),
        };
    }

    /// <summary>The attributes of the quick shape, in the order of all: identity, and those that "usual" names.</summary>
    static List<Attribute> Usual(JsonElement json, List<Attribute> attributes)
    {
        List<string> names = ["id", "class"];
        if (json.TryGetProperty("usual", out var more))
            names.AddRange(more.EnumerateArray().Select(name => name.GetString()!));
        if (names.Find(name => !attributes.Exists(attribute => attribute.Parameter.TrimStart('@') == name)) is { } unknown)
            throw new InvalidDataException(
                $"html.json: \"{json.GetProperty("name")}\" has the unknown parameter \"{unknown}\" among its usual ones.");
        return attributes.FindAll(attribute => names.Contains(attribute.Parameter.TrimStart('@')));
    }

    /// <summary>An item is an attribute (an array) or the name of a group. The first of two with one name stays:
    /// an element's own <c>title</c> hides the common one.</summary>
    static void Add(JsonElement items, Dictionary<string, JsonElement> groups, List<Attribute> attributes)
    {
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                Add(groups[item.GetString()!], groups, attributes);
                continue;
            }

            var attribute = Attribute.Read(item);
            if (!attributes.Any(known => known.Parameter == attribute.Parameter))
                attributes.Add(attribute);
        }
    }
}

sealed record Element(string Name, string File, string Kind, string Summary, IReadOnlyList<Attribute> Attributes)
{
    /// <summary>What most calls give, and the only attributes of the quick shape.</summary>
    public IReadOnlyList<Attribute> Usual { get; init; } = [];

    /// <summary>Whether its name is an argument of the call, because it is the application's own.</summary>
    public bool IsCustom => Kind == "custom";

    /// <summary>The C# expression of its tag.</summary>
    public string Tag => IsCustom ? "CustomTags.Of(tag)" : $"HtmlTag.{Function}";

    /// <summary><c>Div</c>; drawings carry a prefix, because Path, Text, Title and others are taken.</summary>
    public string Function => File == "Svg" && Name != "svg" ? "Svg" + Naming.Pascal(Name) : Naming.Pascal(Name);
}

/// <summary>One attribute: its HTML name, the kind of its value, one sentence, and its C# parameter's name.</summary>
sealed record Attribute(string Name, string Type, string Summary, string Parameter)
{
    public static Attribute Read(JsonElement json)
    {
        var (name, type) = (json[0].GetString()!, json[1].GetString()!);
        var parameter = json.GetArrayLength() > 3 ? json[3].GetString()! : type == "event" ? "on" + name : Naming.Camel(name);
        return new Attribute(name, type, json[2].GetString()!, Naming.Escape(parameter));
    }
}

sealed record Enumeration(string Name, string Attribute, IReadOnlyList<EnumerationValue> Values);

/// <summary>One allowed value and the C# name of its property; "LowerAlpha=a" where the value makes no name.</summary>
sealed record EnumerationValue(string Property, string Text)
{
    public static EnumerationValue Parse(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? new(text[..at], text[(at + 1)..])
            : new(Naming.Pascal(text), text);
}
