using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>The functions that write something other than an element.</summary>
public sealed class WritersTests
{
    static readonly string[] s_names = ["a", "b", "c"];

    [Fact]
    public void Doctype_begins_a_page() => Is("<!DOCTYPE html><html></html>", () =>
    {
        Doctype();
        Tags.Html();
    });

    [Fact]
    public void Text_writes_encoded_text() => Is("a &lt; b1<b>c</b>", () => Text("a < b", 1, B("c")));

    [Fact]
    public void Raw_writes_html_as_it_stands()
    {
        Is("<hr><p><em>x</em></p>", () =>
        {
            Raw("<hr>"u8);
            P(Raw("<em>x</em>"));
        });
        Is("", () => Raw((string?)null));
    }

    [Fact]
    public void Fragment_puts_contents_side_by_side() =>
        Is("<div><b>a</b>t<i>b</i></div>", () => Div(Fragment(B("a"), "t", I("b"))));

    [Fact]
    public void An_empty_fragment_is_nothing() => Is("<p>a</p>", () => P("a", Fragment()));

    [Fact]
    public void Each_writes_an_element_for_each_item() =>
        Is("<ul><li>a</li><li>b</li><li>c</li></ul>", () => Ul(Each(s_names, name => Li(name))));

    [Fact]
    public void Each_of_an_empty_sequence_is_nothing() => Is("<ul></ul><ul></ul><ul id=\"u\"></ul>", () =>
    {
        Ul(Each(Array.Empty<string>(), name => Li(name)));
        Ul(Enumerable.Empty<Element>());
        Ul(Array.Empty<Element>(), id: "u");
    });

    [Fact]
    public void A_sequence_may_stand_between_other_children() =>
        Is("<ul><li>0</li><li>a</li><li>b</li><li>c</li>end</ul>", () => Ul(Li("0"), Each(s_names.Select(name => Li(name))), "end"));

    [Fact]
    public void A_sequence_may_leave_items_out() =>
        Is("<ul><li>b</li></ul>", () => Ul(s_names.Select(name => name == "b" ? Li(name) : default)));

    [Fact]
    public void Join_writes_a_text_between_contents() =>
        Is("<p>a, <b>b</b>, 3</p>", () => P(Join(", ", "a", B("b"), 3)));

    [Fact]
    public void Join_leaves_out_nothing_together_with_its_separator() =>
        Is("<p>a, b</p>", () => P(Join(", ", "a", null, Content.None, "b")));

    [Fact]
    public void Join_writes_a_text_between_the_elements_of_a_sequence() =>
        Is("<p><b>a</b> &amp; <b>b</b> &amp; <b>c</b></p>", () => P(Join(" & ", s_names.Select(name => B(name)))));

    [Fact]
    public void Join_writes_a_text_between_the_elements_of_a_list() => Is("<p><b>a</b>, <b>b</b></p>", () =>
    {
        List<Element> items = [B("a"), B("b")];
        P(Join(", ", items));
    });

    [Fact]
    public void Join_takes_a_collection_expression() => Is("<p><b>a</b>, <b>b</b></p>", () => P(Join(", ", [B("a"), B("b")])));

    [Fact]
    public void Join_of_a_sequence_leaves_out_nothing_together_with_its_separator() =>
        Is("<p><b>a</b>, <b>c</b></p>", () => P(Join(", ", s_names.Select(name => name == "b" ? default : B(name)))));

    [Fact]
    public void Join_encodes_its_separator() => Is("<p>a&lt;b</p>", () => P(Join("<", "a", "b")));

    [Fact]
    public void Comment_writes_a_comment() => Is("<p><!-- a < b --></p>", () => P(Comment(" a < b ")));

    [Theory]
    [InlineData("a--b")]
    [InlineData("-->")]
    [InlineData("--!>")]
    [InlineData(">a")]
    [InlineData("->a")]
    [InlineData("a-")]
    [InlineData("<!--")]
    public void Statement_20_a_comment_that_could_end_early_is_an_error(string text)
    {
        var message = ErrorOf(() => Comment(text));
        Assert.Contains("A comment cannot hold", message, StringComparison.Ordinal);
        Assert.Contains($"\"{text}\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dump_shows_a_value_as_json()
    {
        var pre = Parsed(() => Dump(new { Name = "<b>", Count = 3 }));
        Assert.Equal("PRE", pre.TagName);
        Assert.Equal(
            "{\n  \"name\": \"<b>\",\n  \"count\": 3\n}",
            pre.TextContent.Replace("\\u003C", "<").Replace("\\u003E", ">"));
    }

    [Fact]
    public void A_script_is_written_as_it_is() =>
        Is("""<script nonce="n">if (a < b && c) d("x");</script>""", () => Script("if (a < b && c) d(\"x\");", nonce: "n"));

    [Fact]
    public void A_style_sheet_is_written_as_it_is() => Is("<style>a > b { color: red }</style>", () => Style("a > b { color: red }"));

    [Theory]
    [InlineData("</script>")]
    [InlineData("a</SCRIPT >")]
    [InlineData("x </script\n>")]
    [InlineData("<!-- <script>")]
    public void Statement_20_a_script_that_would_end_or_hide_its_end_is_an_error(string text) =>
        Assert.Contains("script", ErrorOf(() => Script(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("</style>")]
    [InlineData("a</STYLE ")]
    public void Statement_20_a_style_sheet_that_would_end_early_is_an_error(string text) =>
        Assert.Contains("style", ErrorOf(() => Style(text)), StringComparison.Ordinal);
}
