namespace LiveGen.Tests.Templates;

/// <summary>Renders a random tree, each element in its style.</summary>
static class TreeWriter
{
    delegate Element Many(ReadOnlySpan<Content> children, ElementNode a);

    delegate Element Four(Content c0, Content c1, Content c2, Content c3, ElementNode a);

    static readonly Dictionary<string, (Many Many, Four Four)> s_functions = new()
    {
        ["div"] = (
            (c, a) => Div(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Div(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["section"] = (
            (c, a) => Section(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Section(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["article"] = (
            (c, a) => Article(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Article(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["aside"] = (
            (c, a) => Aside(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Aside(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["blockquote"] = (
            (c, a) => Blockquote(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Blockquote(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["main"] = (
            (c, a) => Main(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Main(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["span"] = (
            (c, a) => Span(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Span(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["em"] = (
            (c, a) => Em(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Em(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["strong"] = (
            (c, a) => Strong(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Strong(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["code"] = (
            (c, a) => Code(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Code(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["pre"] = (
            (c, a) => Pre(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Pre(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["details"] = (
            (c, a) => Details(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Details(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["textarea"] = (
            (c, a) => Textarea(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Textarea(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["ul"] = (
            (c, a) => Ul(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Ul(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["li"] = (
            (c, a) => Li(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Li(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["table"] = (
            (c, a) => Table(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Table(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["tbody"] = (
            (c, a) => Tbody(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Tbody(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["tr"] = (
            (c, a) => Tr(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Tr(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["td"] = (
            (c, a) => Td(c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
            (c0, c1, c2, c3, a) => Td(c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a))),
        ["svg"] = (
            (c, a) => Svg(c, id: a.Id, @class: a.Class, attrs: Title(a), data: Data(a)),
            (c0, c1, c2, c3, a) => Svg(c0, c1, c2, c3, id: a.Id, @class: a.Class, attrs: Title(a), data: Data(a))),
        ["g"] = (
            (c, a) => SvgG(c, id: a.Id, @class: a.Class, attrs: Title(a), data: Data(a)),
            (c0, c1, c2, c3, a) => SvgG(c0, c1, c2, c3, id: a.Id, @class: a.Class, attrs: Title(a), data: Data(a))),
    };

    static readonly (Many Many, Four Four) s_custom = (
        (c, a) => CustomElement(a.Name, c, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
        (c0, c1, c2, c3, a) => CustomElement(a.Name, c0, c1, c2, c3, id: a.Id, @class: a.Class, title: a.Title, data: Data(a)));

    public static Element Write(ElementNode node)
    {
        if (node.Name.Contains('-'))
            return Write(node, s_custom);
        return s_functions.TryGetValue(node.Name, out var function) ? Write(node, function) : WriteVoid(node);
    }

    static Element Write(ElementNode node, (Many Many, Four Four) function)
    {
        var children = node.Children;
        switch (node.Style)
        {
            case WritingStyle.Slots when children.Count <= 4:
                var (c0, c1, c2, c3) = (Slot(children, 0), Slot(children, 1), Slot(children, 2), Slot(children, 3));
                return function.Four(c0, c1, c2, c3, node);
            case WritingStyle.Open when node.Name != "textarea":
                return Component(() => WriteRest(function.Four(default, default, default, default, node), children));
            case WritingStyle.OpenAfterChildren when node.Name != "textarea":
                return Component(() =>
                    WriteRest(function.Four(Slot(children, 0), Slot(children, 1), default, default, node), children.Skip(2)));
            case WritingStyle.Sequence when node.Name != "textarea":
                return function.Four(Each(children.Select(Statement)), default, default, default, node);
            case WritingStyle.Interpolated when children.Count is > 0 and <= 3:
                return function.Four(
                    $"{Slot(children, 0)}{Slot(children, 1)}{Slot(children, 2)}", default, default, default, node);
            case WritingStyle.Fragment when node.Name != "textarea":
                return function.Four(Fragment(Contents(children)), default, default, default, node);
            case WritingStyle.Joined when node.Name != "textarea":
                return function.Four(Join("", Contents(children)), default, default, default, node);
            case WritingStyle.Backwards:
                var contents = new Content[children.Count];
                for (var i = contents.Length - 1; i >= 0; i--)
                    contents[i] = Slot(children, i);
                return function.Many(contents, node);
            default:
                return function.Many(Contents(children), node);
        }
    }

    static Element WriteVoid(ElementNode a) => a.Name switch
    {
        "br" => Br(id: a.Id, @class: a.Class, data: Data(a), attrs: Title(a)),
        "hr" => Hr(id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
        "img" => Img(id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
        _ => Input(id: a.Id, @class: a.Class, title: a.Title, data: Data(a)),
    };

    static void WriteRest(Element element, IEnumerable<Node> children)
    {
        using (element.Open())
            foreach (var child in children)
                Statement(child);
    }

    // What statements wrote, as one child of an expression.
    static Element Component(Action statements) => Each([statements], run =>
    {
        run();
        return default;
    });

    static Content[] Contents(List<Node> children) => [.. children.Select((_, index) => Slot(children, index))];

    static Content Slot(List<Node> children, int index) =>
        index >= children.Count ? Content.None
        : children[index] is TextNode text ? text.Text
        : Write((ElementNode)children[index]);

    static Element Statement(Node node) => node is TextNode text ? Text(text.Text) : Write((ElementNode)node);

    static Attr[] Data(ElementNode a) => [("x", a.Data)];

    static Attr[] Title(ElementNode a) => [("title", a.Title)];
}
