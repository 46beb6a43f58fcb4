using AngleSharp.Html.Parser;
using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>Hostile text stays text, in every place where text can go.</summary>
public sealed class EncodingTests
{
    static readonly string[] s_hostile =
    [
        "<img src=x onerror=alert(1)>", "</p><script>alert(1)</script>", "\" onmouseover=\"alert(1)",
        "' onmouseover='alert(1)",
        "` onmouseover=`alert(1)", "x onmouseover=alert(1)", "&lt;b&gt;", "&#60;", "&amp;amp;", "<!--", "-->", "]]>", "{{7*7}}",
        "${7*7}",         "\u2028\u2029", "\u00a0", "<\u0000script>", "\ufeff<b>", "'\"`<>&", "é€😀", "a\tb\nc", ">", "<", "&",
    ];

    public static TheoryData<string> Hostile => [.. s_hostile];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Statement_15_text_content_comes_back_as_it_was(string text)
    {
        var expected = text.Replace('\0', '\ufffd');
        Assert.All(
            new Action[]
            {
                () => P(text),
                () => P([text]),
                () => P($"{text}"),
                () => P(text, id: "i"),
                () => P(Text(text)),
                () => P(Join("", text)),
                () => Textarea(text),
                () => Pre(text),
            },
            template =>
            {
                var element = Parsed(template);
                Assert.Equal(expected, element.TextContent);
                Assert.Empty(element.Children);
            });
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Statement_16_attributes_come_back_as_they_were(string text)
    {
        var expected = text.Replace('\0', '\ufffd');
        var element = Parsed(() => Input(
            id: text, @class: text, placeholder: text, value: text, title: text,
            data: [("a", text)], aria: [("b", text)], attrs: [("c", text)]));

        Assert.Equal(8, element.Attributes.Length);
        foreach (var name in (string[])["id", "class", "placeholder", "value", "title", "data-a", "aria-b", "c"])
            Assert.Equal(expected, element.GetAttribute(name));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Class_names_come_back_as_they_were(string text) =>
        Assert.Equal($"a {text.Replace('\0', '\ufffd')}", Parsed(() => P(@class: ["a", text])).GetAttribute("class"));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_relative_url_comes_back_as_it_was(string text) =>
        Assert.Equal(
            $"/search?q={text.Replace('\0', '\ufffd')}",
            Parsed(() => A("x", href: $"/search?q={text}")).GetAttribute("href"));

    [Fact]
    public void Statement_16_attributes_are_always_quoted() => Is(
        """<input id="a" class="b" type="text" value="1" size="2">""",
        () => Input(id: "a", @class: "b", type: "text", value: 1, size: 2));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_title_comes_back_as_it_was(string text)
    {
        var page = new HtmlParser().ParseDocument(Of(() => Title(text)));
        Assert.Equal(text.Replace('\0', '\ufffd'), page.QuerySelector("title")!.TextContent);
    }
}
