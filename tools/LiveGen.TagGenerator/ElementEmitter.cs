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
            "void" => ("NamedOnly _ = default", "EndVoid(HtmlTag.{0}, mark)"),
            "empty" => ("NamedOnly _ = default", "End(HtmlTag.{0}, mark, default, default, default, default)"),
            "raw" => ("string? text = null, NamedOnly _ = default", "EndRawText(HtmlTag.{0}, mark, text)"),
            "form" => (Slots, "EndForm(HtmlTag.{0}, mark, [c0, c1, c2, c3])"),
            _ => (Slots, "End(HtmlTag.{0}, mark, in c0, in c1, in c2, in c3)"),
        };
        end = end.Replace("{0}", element.Function, StringComparison.Ordinal);
        Documentation(element, code);
        Function(element, children, element.Attributes, end, code);
        if (children == Slots)
        {
            var endOfOne = element.Kind == "form" ? "EndForm(HtmlTag.{0}, mark, [child])" : "End(HtmlTag.{0}, mark, child)";
            Usual(element, 2, "with at most one child and", "Content child = default, NamedOnly _ = default",
                endOfOne.Replace("{0}", element.Function, StringComparison.Ordinal), code);
            OtherChildren(element, code);
        }
        Usual(element, 1, "with", children, end, code);
        return code.ToString();
    }

    static void Documentation(Element element, StringBuilder code)
    {
        code.Append($"    /// <summary>{element.Summary} (<c>{element.Name}</c>)</summary>\n");
        if (element.Kind == "raw")
            code.Append("    /// <param name=\"text\">The content, written as it is; the end tag in it is refused.</param>\n");
        foreach (var attribute in element.Attributes)
            code.Append($"    /// <param name=\"{attribute.Parameter.TrimStart('@')}\">{attribute.Summary}</param>\n");
    }

    /// <summary>A function that does the work: the start tag's attributes in the parameters' order.</summary>
    static void Function(Element element, string children, IReadOnlyList<Attribute> attributes, string end, StringBuilder code)
    {
        code.Append($"    public static Element {element.Function}({children}, {Parameters(attributes)})\n    {{\n");
        code.Append($"        var w = RenderContext.Current;\n        var mark = w.Begin(HtmlTag.{element.Function});\n");
        foreach (var attribute in attributes)
            code.Append($"        {AttributeCode.Statement(attribute)}\n");
        code.Append($"        return w.{end};\n    }}\n");
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
        var (function, name) = (element.Function, element.Name);
        var parameters = Parameters(element.Attributes);
        var arguments = string.Join(", ", element.Attributes.Select(attribute => attribute.Parameter));
        code.Append($$"""

                /// <summary><c>{{name}}</c> with any number of children and no attributes.</summary>
                [OverloadResolutionPriority(3)]
                public static Element {{function}}(params ReadOnlySpan<Content> children) => RenderContext.Current.Element(HtmlTag.{{function}}, children);

                /// <summary><c>{{name}}</c> with its children as a collection expression, and attributes.</summary>
                [OverloadResolutionPriority(-1)]
                public static Element {{function}}(ReadOnlySpan<Content> children, NamedOnly _ = default, {{parameters}}) =>
                    {{function}}(Fragment(children), default, default, default, _, {{arguments}});

                /// <summary><c>{{name}}</c> with a sequence of elements, each written in place, and attributes.</summary>
                [OverloadResolutionPriority(-2)]
                public static Element {{function}}(IEnumerable<Element> children, NamedOnly _ = default, {{parameters}}) =>
                    {{function}}(Each(children), default, default, default, _, {{arguments}});

            """);
    }

    static string Parameters(IEnumerable<Attribute> attributes) => string.Join(", ", attributes.Select(AttributeCode.Parameter));
}
