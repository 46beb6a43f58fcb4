using FsCheck;
using FsCheck.Fluent;

namespace LiveGen.Tests.Templates;

/// <summary>A page to render: what is in it, and for each element in which style it is written.</summary>
abstract record Node;

sealed record TextNode(string Text) : Node;

sealed record ElementNode(
    string Name, string? Id, string? Class, string? Title, string? Data, WritingStyle Style, List<Node> Children) : Node
{
    public override string ToString() => $"{Name}/{Style}({Id},{Class},{Title},{Data})[{string.Join(" ", Children)}]";
}

enum WritingStyle { Slots, Collection, Open, OpenAfterChildren, Sequence, Interpolated, Fragment, Joined, Backwards }

/// <summary>Makes random trees in which every element stands where a parser leaves it.</summary>
static class RandomTree
{
    static readonly string[] s_flow =
    [
        "div", "section", "article", "aside", "blockquote", "main", "span", "em", "strong", "code", "pre", "details",
        "x-tree", "x-tree-whose-name-fills-more-than-one-store.\u00e9\U0001F600",
    ];

    static readonly string[] s_hostile =
    [
        "<", ">", "&", "\"", "'", "`", "&amp;", "&#0;", "</div>", "<script>", "</script>", "<!--", "-->", "]]>",
        "\n", "\r", "\r\n", "\n\n", "\t", " ",         "\0", "\ud800", "\udc00", "😀", "é", "\ufeff", "\u2028", "=", "/>",
        "onclick=", "javascript:", "{0}", "$", "plain", "a longer piece of plain text",
    ];

    static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Elements(s_hostile).ListOf(4).Select(string.Concat),
        Gen.Elements(s_hostile).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    static readonly Gen<string?> s_optional =
        Gen.Frequency((2, Gen.Constant<string?>(null)), (1, s_text.Select(text => (string?)text)));

    public static Gen<ElementNode> Page { get; } = Gen.Sized(size => Flow(Math.Min(size, 60)));

    static Gen<ElementNode> Flow(int size) => Gen.Elements(s_flow).SelectMany(name => Element(name, Children(size)));

    static Gen<List<Node>> Children(int size)
    {
        if (size <= 0)
            return Text();
        var child = Gen.Frequency(
            (4, s_text.Select(Node (text) => new TextNode(text))),
            (4, Flow(size / 3).Select(Node (node) => node)),
            (1, Element("textarea", Text()).Select(Node (node) => node)),
            (1, Gen.Elements("br", "hr", "img", "input").SelectMany(name => Element(name, Nothing())).Select(Node (node) => node)),
            (1, Nested(size / 3, "ul", "li")),
            (1, Nested(size / 3, "table", "tbody", "tr", "td")),
            (1, Nested(size / 3, "svg", "g")));
        return Gen.Choose(0, 6).SelectMany(count => child.ListOf(count)).Select(nodes => nodes.ToList());
    }

    static Gen<List<Node>> Text() => s_text.Select(text => new List<Node> { new TextNode(text) });

    static Gen<List<Node>> Nothing() => Gen.Constant(new List<Node>());

    /// <summary>Elements that only stand in each other, such as a table's; the innermost holds what a div does.</summary>
    static Gen<Node> Nested(int size, params string[] names)
    {
        var innermost = names is ["svg", ..] ? Text() : Children(size);
        var level = Element(names[^1], innermost);
        for (var i = names.Length - 2; i >= 0; i--)
        {
            var (name, inner) = (names[i], level);
            level = Gen.Choose(0, 3)
                .SelectMany(count => Element(name, inner.ListOf(count).Select(nodes => nodes.ToList<Node>())));
        }
        return level.Select(Node (node) => node);
    }

    static Gen<ElementNode> Element(string name, Gen<List<Node>> children) =>
        from id in s_optional
        from @class in s_optional
        from title in s_optional
        from data in s_optional
        from style in Gen.Elements(Enum.GetValues<WritingStyle>())
        from inside in children
        select new ElementNode(name, id, @class, title, data, style, inside);
}
