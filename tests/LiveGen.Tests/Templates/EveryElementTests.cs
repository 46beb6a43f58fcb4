using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LiveGen.TagGenerator;
using Xunit;
using Attribute = LiveGen.TagGenerator.Attribute;
using Element = LiveGen.TagGenerator.Element;

namespace LiveGen.Tests.Templates;

/// <summary>Each generated function writes its element with each of its attributes, as a parser sees it.</summary>
public sealed class EveryElementTests
{
    static readonly HtmlData s_html = HtmlData.Load(Path.Combine(
        Generator.FindRepository(AppContext.BaseDirectory), "tools", "LiveGen.TagGenerator", "html.json"));

    public static TheoryData<string> Functions => [.. s_html.Elements.Select(element => element.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void It_writes_its_tag_and_every_attribute(string function)
    {
        var element = s_html.Elements.Single(one => one.Function == function);

        var html = Live.RenderHtml(() => ElementCaller.CallWithEverything(element, s_html));
        var parsed = ParseOne(element, html);

        // AngleSharp's list of SVG's mixed-case names ends before this one; the test below sees the exact name.
        Assert.Equal(element.Name, parsed.LocalName, ignoreCase: element.Name == "feDropShadow");
        Assert.Equal(
            element.Attributes.Where(IsSampled).Select(attribute => $"{NameOf(attribute)}={ValueOf(attribute)}"),
            parsed.Attributes.Select(attribute =>
                $"{attribute.Name}={(attribute.Name.StartsWith("data-lg-", StringComparison.Ordinal) ? "…" : attribute.Value)}"));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void It_writes_nothing_for_what_is_not_given(string function)
    {
        var element = s_html.Elements.Single(one => one.Function == function);

        var html = Live.RenderHtml(() => ElementCaller.CallWithNothing(element, s_html));

        Assert.Equal(element.Kind == "void" ? $"<{element.Name}>" : $"<{element.Name}></{element.Name}>", html);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Its_quick_shapes_write_what_the_full_one_writes(string function)
    {
        var element = s_html.Elements.Single(one => one.Function == function);
        foreach (var shape in ElementCaller.QuickShapes(function))
            Assert.Equal(
                Live.RenderHtml(() => ElementCaller.CallMainShapeLike(shape, element, s_html)),
                Live.RenderHtml(() => ElementCaller.CallQuickShape(shape, element, s_html)));
    }

    // The lists of pairs have tests of their own.
    static bool IsSampled(Attribute attribute) => attribute.Type is not ("data" or "aria" or "on" or "attrs");

    static string NameOf(Attribute attribute) => attribute.Type == "event" ? "data-lg-" + attribute.Name : attribute.Name;

    static string ValueOf(Attribute attribute) => attribute.Type switch
    {
        "flag" => "",
        "truefalse" => "true",
        "yesno" => "yes",
        "int" => Sample.Integer.ToString(CultureInfo.InvariantCulture),
        "number" => Sample.Number.ToString(CultureInfo.InvariantCulture),
        "event" => "…",
        _ => ElementCaller.TextFor(attribute, s_html),
    };

    /// <summary>Parses the element where the standard lets it stand: a cell in a row, html at the top.</summary>
    static IElement ParseOne(Element element, string html)
    {
        var (parent, before, after) = (element.Name, element.File) switch
        {
            (not "svg", "Svg") => ("svg", "<body><svg>", "</svg>"),
            ("html", _) => ("", "", ""),
            ("head" or "body", _) => ("html", "", ""),
            ("td" or "th", _) => ("tr", "<body><table><tbody><tr>", "</tr></tbody></table>"),
            ("tr", _) => ("tbody", "<body><table><tbody>", "</tbody></table>"),
            ("caption" or "colgroup" or "tbody" or "thead" or "tfoot", _) => ("table", "<body><table>", "</table>"),
            ("col", _) => ("colgroup", "<body><table><colgroup>", "</colgroup></table>"),
            _ => ("body", "<body>", ""),
        };
        if (element.Name == "template") // in a document the parser makes a shadow root of it
            return (IElement)new HtmlParser().ParseFragment(html, new HtmlParser().ParseDocument("").Body!).Single();
        var document = new HtmlParser().ParseDocument(before + html + after);
        return parent switch
        {
            "" => document.DocumentElement,
            "html" => element.Name == "head" ? document.Head! : document.Body!,
            _ => document.QuerySelector(parent)!.Children.Single(),
        };
    }
}
