namespace LiveGen.TagGenerator;

/// <summary>What one attribute looks like in C#: a parameter, and the statement that writes it.</summary>
static class AttributeCode
{
    public static string Parameter(Attribute attribute) => $"{TypeOf(attribute)} {attribute.Parameter} = {DefaultOf(attribute)}";

    public static string Statement(Attribute attribute)
    {
        var (name, p) = (attribute.Name, attribute.Parameter);
        var prefix = $"\" {name}=\\\"\"u8";
        return attribute.Type switch
        {
            "id" => $"if ({p} is not null) w.Id({p});",
            "class" => $"if (!{p}.IsEmpty) w.Class({p});",
            "style" => $"if (!{p}.IsEmpty) w.Style(in {p});",
            "text" => $"if ({p} is not null) w.Text({prefix}, {p});",
            "url" => $"if ({p} is not null) w.Url({prefix}, {p});",
            "urlset" => $"if ({p} is not null) w.UrlSet({prefix}, {p});",
            "flag" => $"if ({p}) w.Flag(\" {name}\"u8);",
            "truefalse" => Choice(attribute, "true", "false"),
            "yesno" => Choice(attribute, "yes", "no"),
            "int" or "number" => $"if ({p}.HasValue) w.Number({prefix}, {p}.GetValueOrDefault());",
            "value" => $"if ({p}.IsSet) w.Value({prefix}, in {p});",
            "event" when name == "submit" => $"if ({p}.IsSet) w.Submit({p});",
            "event" => $"if ({p}.IsSet) w.Event(\" data-lg-{name}='\"u8, {p});",
            "data" => $"if (!{p}.IsEmpty) w.Data({p});",
            "aria" => $"if (!{p}.IsEmpty) w.Aria({p});",
            "on" => $"if (!{p}.IsEmpty) w.Events({p});",
            "attrs" => $"if (!{p}.IsEmpty) w.Attributes({p});",
            ['e', 'n', 'u', 'm', ':', ..] => $"if ({p}.Value is not null) w.Token({prefix}, {p}.Value);",
            _ => throw new InvalidDataException($"html.json: attribute {name} has the unknown type \"{attribute.Type}\"."),
        };
    }

    static string Choice(Attribute attribute, string yes, string no) =>
        $"if ({attribute.Parameter}.HasValue) w.Flag({attribute.Parameter}.GetValueOrDefault() " +
        $"? \" {attribute.Name}=\\\"{yes}\\\"\"u8 : \" {attribute.Name}=\\\"{no}\\\"\"u8);";

    static string TypeOf(Attribute attribute) => attribute.Type switch
    {
        "id" or "text" or "url" or "urlset" => "string?",
        "class" => "Classes",
        "style" => "Styles",
        "flag" => "bool",
        "truefalse" or "yesno" => "bool?",
        "int" => "int?",
        "number" => "double?",
        "value" => "AttributeValue",
        "event" => "Callback",
        "on" => "ReadOnlySpan<EventCallback>",
        "data" or "aria" or "attrs" => "ReadOnlySpan<Attr>",
        _ => attribute.Type["enum:".Length..],
    };

    static string DefaultOf(Attribute attribute) => TypeOf(attribute) switch
    {
        "string?" or "int?" or "double?" or "bool?" => "null",
        "bool" => "false",
        _ => "default",
    };
}
