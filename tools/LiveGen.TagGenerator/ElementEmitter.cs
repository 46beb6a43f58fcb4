using System.Text;

namespace LiveGen.TagGenerator;

/// <summary>
/// Tags.*.g.cs: the functions of each element. <see cref="Named"/> is the one with every attribute; the shapes beside it are
/// for other ways to give children, and one for speed.
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
        var parameters = string.Join(", ", element.Attributes.Select(AttributeCode.Parameter));
        Documentation(element, code);
        switch (element.Kind)
        {
            case "void":
                Named(element, "NamedOnly _ = default", parameters, $"w.EndVoid(HtmlTag.{element.Function}, mark)", code);
                break;
            case "empty":
                Named(element, "NamedOnly _ = default", parameters, $"w.End(HtmlTag.{element.Function}, mark, default, default, default, default)", code);
                break;
            case "raw":
                Named(element, "string? text = null, NamedOnly _ = default", parameters, $"w.EndRawText(HtmlTag.{element.Function}, mark, text)", code);
                break;
            default:
                Named(element, Slots, parameters, $"w.End(HtmlTag.{element.Function}, mark, in c0, in c1, in c2, in c3)", code);
                Shorthands(element, parameters, code);
                break;
        }
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

    /// <summary>The function that does the work: the start tag's attributes in the parameters' order.</summary>
    static void Named(Element element, string children, string parameters, string end, StringBuilder code)
    {
        code.Append($"    public static Element {element.Function}({children}, {parameters})\n    {{\n");
        code.Append($"        var w = RenderContext.Current;\n        var mark = w.Begin(HtmlTag.{element.Function});\n");
        foreach (var attribute in element.Attributes)
            code.Append($"        {AttributeCode.Statement(attribute)}\n");
        code.Append($"        return {end};\n    }}\n");
    }

    /// <summary>
    /// Priorities, because several shapes may fit one call: children alone take the quickest way, and <c>null</c> or a
    /// collection expression with attributes finds exactly one. An optional parameter costs a store at the call and a test
    /// inside even when it is left out, about 30 ns for fifty of them; so what most calls give has a shape with nothing else.
    /// </summary>
    static void Shorthands(Element element, string parameters, StringBuilder code)
    {
        var (function, name) = (element.Function, element.Name);
        var arguments = string.Join(", ", element.Attributes.Select(attribute => attribute.Parameter));
        code.Append($$"""

                /// <summary><c>{{name}}</c> with any number of children and no attributes.</summary>
                [OverloadResolutionPriority(2)]
                public static Element {{function}}(params ReadOnlySpan<Content> children) => RenderContext.Current.Element(HtmlTag.{{function}}, children);

                /// <summary><c>{{name}}</c> with nothing but an id and classes.</summary>
                [OverloadResolutionPriority(1)]
                public static Element {{function}}({{Slots}}, string? id = null, Classes @class = default)
                {
                    var w = RenderContext.Current;
                    var mark = w.Begin(HtmlTag.{{function}});
                    if (id is not null) w.Id(id);
                    if (!@class.IsEmpty) w.Class(in @class);
                    return w.End(HtmlTag.{{function}}, mark, in c0, in c1, in c2, in c3);
                }

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
}
