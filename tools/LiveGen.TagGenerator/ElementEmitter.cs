using System.Text;

namespace LiveGen.TagGenerator;

/// <summary>
/// Tags.*.g.cs: the functions of each element. the first has every attribute; the shapes beside it are one for speed,
/// and those for other ways to give children.
/// </summary>
static class ElementEmitter
{
    const string Slots = "Content c0 = default, Content c1 = default, Content c2 = default, Content c3 = default, NamedOnly _ = default";

    const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using LiveGen.Commands;

        """;

    public static string Emit(IEnumerable<Element> elements)
    {
        var code = new StringBuilder(Generator.Header(Usings));
        code.Append("#pragma warning disable CS1573 // Children and the guard need no words at every element.\n\n");
        code.Append("public static partial class Tags\n{\n");
        code.AppendJoin('\n', elements.Select(Emit));
        return code.Append("}\n").ToString();
    }

    static string Emit(Element element)
    {
        var code = new StringBuilder();
        var (children, end) = element.Kind switch
        {
            "void" => ("NamedOnly _ = default", "EndVoid({0}, mark)"),
            "empty" => ("NamedOnly _ = default", "End({0}, mark, default, default, default, default)"),
            "raw" => ("string? text = null, NamedOnly _ = default", "EndRawText({0}, mark, text)"),
            "form" => (Slots, "EndForm({0}, mark, [c0, c1, c2, c3])"),
            _ => (Slots, "End({0}, mark, in c0, in c1, in c2, in c3)"),
        };
        Documentation(element, code);
        Function(element, children, element.Attributes, end, code);
        if (children == Slots)
        {
            var endOfOne = element.Kind == "form" ? "EndForm({0}, mark, [child])" : "End({0}, mark, child)";
            Usual(element, 2, "with at most one child and", "Content child = default, NamedOnly _ = default", endOfOne, code);
            OtherChildren(element, code);
        }
        Usual(element, 1, "with", children, end, code);
        return code.ToString();
    }

    static void Documentation(Element element, StringBuilder code)
    {
        code.Append(element.IsCustom
            ? $"    /// <summary>{element.Summary} <c>{element.Function}(\"my-element\", …)</c></summary>\n" +
              "    /// <param name=\"tag\">Its name as customElements.define has it: a-z first, small letters, a hyphen. Names come from your code, never from data.</param>\n"
            : $"    /// <summary>{element.Summary} (<c>{element.Name}</c>)</summary>\n");
        if (element.Kind == "raw")
            code.Append("    /// <param name=\"text\">The content, written as it is; the end tag in it is refused.</param>\n");
        foreach (var attribute in element.Attributes)
            code.Append($"    /// <param name=\"{attribute.Parameter.TrimStart('@')}\">{attribute.Summary}</param>\n");
        if (element.IsCustom)
            code.Append("    /// <exception cref=\"TemplateException\">No element can have this name.</exception>\n");
    }

    /// <summary>A function that does the work: the start tag's attributes in the parameters' order.</summary>
    static void Function(Element element, string children, IReadOnlyList<Attribute> attributes, string end, StringBuilder code)
    {
        code.Append($"    public static Element {element.Function}({Name(element)}{children}, {Parameters(attributes)})\n    {{\n");
        code.Append("        var w = RenderContext.Current;\n");
        if (element.IsCustom)
            code.Append($"        var html = {element.Tag};\n");
        var tag = element.IsCustom ? "html" : element.Tag;
        code.Append($"        var mark = w.Begin({tag});\n");
        foreach (var attribute in attributes)
            code.Append($"        {AttributeCode.Statement(attribute)}\n");
        code.Append($"        return w.{end.Replace("{0}", tag, StringComparison.Ordinal)};\n    }}\n");
    }

    /// <summary>
    /// An optional parameter costs a store at the call and a test inside even when it is left out, about 30 ns for fifty of
    /// them; so what most calls give has a shape with nothing else. With one child all of it goes through registers.
    /// </summary>
    static void Usual(Element element, int priority, string with, string children, string end, StringBuilder code)
    {
        var names = string.Join(", ", element.Usual.Select(attribute => attribute.Parameter.TrimStart('@')));
        code.Append($$"""

                /// <summary><c>{{element.Name}}</c> {{with}} nothing but what most have: {{names}}.</summary>
                [OverloadResolutionPriority({{priority}})]

            """);
        Function(element, children, element.Usual, end, code);
    }

    /// <summary>
    /// Priorities, because several shapes may fit one call: children alone take the quickest way, and <c>null</c> or a
    /// collection expression with attributes finds exactly one.
    /// </summary>
    static void OtherChildren(Element element, StringBuilder code)
    {
        var (function, name, first, pass) = (element.Function, element.Name, Name(element), element.IsCustom ? "tag, " : "");
        var parameters = Parameters(element.Attributes);
        var arguments = string.Join(", ", element.Attributes.Select(attribute => attribute.Parameter));
        code.Append($$"""

                /// <summary><c>{{name}}</c> with any number of children and no attributes.</summary>
                [OverloadResolutionPriority(3)]
                public static Element {{function}}({{first}}params ReadOnlySpan<Content> children) => RenderContext.Current.Element({{element.Tag}}, children);

                /// <summary><c>{{name}}</c> with its children as a collection expression, and attributes.</summary>
                [OverloadResolutionPriority(-1)]
                public static Element {{function}}({{first}}ReadOnlySpan<Content> children, NamedOnly _ = default, {{parameters}}) =>
                    {{function}}({{pass}}Fragment(children), default, default, default, _, {{arguments}});

                /// <summary><c>{{name}}</c> with a sequence of elements, each written in place, and attributes.</summary>
                [OverloadResolutionPriority(-2)]
                public static Element {{function}}({{first}}IEnumerable<Element> children, NamedOnly _ = default, {{parameters}}) =>
                    {{function}}({{pass}}Each(children), default, default, default, _, {{arguments}});

            """);
    }

    /// <summary>The parameter ahead of all others where the name is the application's.</summary>
    static string Name(Element element) => element.IsCustom ? "string tag, " : "";

    static string Parameters(IEnumerable<Attribute> attributes) => string.Join(", ", attributes.Select(AttributeCode.Parameter));
}
