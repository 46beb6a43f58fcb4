using System.Text;
using AngleSharp.Dom;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>
/// Whatever the tree, the texts in it and the mixture of styles it is written in: a parser finds the same tree again.
/// </summary>
public sealed class RandomTreeTests
{
    [Fact]
    public void A_rendered_tree_parses_back_to_itself() =>
        Prop.ForAll(Arb.From(RandomTree.Page), page =>
        {
            var html = Live.RenderHtml(() => TreeWriter.Write(page));
            var parsed = Assert.Single(Rendered.Body(html).ChildNodes);
            Assert.Equal(Describe(page), Describe(parsed));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void The_style_makes_no_difference() =>
        Prop.ForAll(Arb.From(RandomTree.Page), page =>
        {
            var expected = Live.RenderHtml(() => TreeWriter.Write(WithStyle(page, WritingStyle.Collection)));
            foreach (var style in Enum.GetValues<WritingStyle>())
                Assert.Equal(Unpadded(expected), Unpadded(Live.RenderHtml(() => TreeWriter.Write(WithStyle(page, style)))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    static ElementNode WithStyle(ElementNode node, WritingStyle style) => node with
    {
        Style = style,
        Children = [.. node.Children.Select(child => child is ElementNode element ? WithStyle(element, style) : child)],
    };

    // An opened pre always begins with the line break that the parser drops; a closed one only where it must.
    static string Unpadded(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, "(<(pre|textarea)[^>]*>)\n(?!\n)", "$1");

    static string Describe(Node node)
    {
        var text = new StringBuilder();
        Describe(node, text);
        return text.ToString();
    }

    static void Describe(Node node, StringBuilder to)
    {
        if (node is TextNode leaf)
        {
            to.Append(AsParsed(leaf.Text));
            return;
        }
        var element = (ElementNode)node;
        to.Append('⟨').Append(element.Name);
        (string, string?)[] attributes =
            [("class", element.Class), ("data-x", element.Data), ("id", element.Id), ("title", element.Title)];
        foreach (var (name, value) in attributes)
            if (value is not null)
                to.Append('⟨').Append(name).Append('=').Append(AsParsed(value)).Append('⟩');
        to.Append(':');
        foreach (var child in element.Children)
            Describe(child, to);
        to.Append('⟩');
    }

    static string Describe(INode node)
    {
        if (node is IText text)
            return text.Data;
        var element = (IElement)node;
        var attributes = element.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
            .Select(attribute => $"⟨{attribute.Name}={attribute.Value}⟩");
        return $"⟨{element.LocalName}{string.Concat(attributes)}:{string.Concat(element.ChildNodes.Select(Describe))}⟩";
    }

    // NUL and lone surrogates are no characters of a page.
    static string AsParsed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd');
}
