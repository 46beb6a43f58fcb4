using System.Text;

namespace LiveGen.TagGenerator;

/// <summary>HtmlTag.g.cs: one shared <c>Tag</c> for each tag name that is known here.</summary>
static class TagTable
{
    public static string Emit(IEnumerable<Element> elements)
    {
        var code = new StringBuilder(Generator.Header("using System.CodeDom.Compiler;\n"));
        code.Append("[GeneratedCode(\"LiveGen.TagGenerator\", \"1\")]\ninternal static class HtmlTag\n{\n");
        foreach (var element in elements.Where(element => !element.IsCustom))
            code.Append($"    public static readonly Tag {element.Function} = new(\"{element.Name}\"{Kind(element)});\n");
        return code.Append("}\n").ToString();
    }

    static string Kind(Element element) => element.Kind switch
    {
        "normal" or "empty" => "",
        "form" => "",
        "void" => ", TagKind.Void",
        "raw" => ", TagKind.RawText",
        "escapable" => ", TagKind.EscapableText",
        "newline" => ", TagKind.LeadingNewline",
        _ => throw new InvalidDataException($"html.json: element {element.Name} has the unknown kind \"{element.Kind}\"; known: normal, empty, void, raw, escapable, newline, form, custom."),
    };
}
