using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>Elements whose names are the application's: all shapes, and what no name can be.</summary>
public sealed class CustomElementTests
{
    // <name> and </name> each fill one store, or just do not.
    static readonly int[] s_lengths = [3, 28, 29, 30, 31, 32, 100];

    [Fact]
    public void Children_and_attributes_as_of_any_element() => Is(
        """<x-a></x-a><x-a>text</x-a><x-a>3</x-a><x-a>a<b>b</b>c<i>d</i>e</x-a><x-a id="i" class="c">t</x-a>"""
        + """<x-a id="i" title="t">a<b>b</b></x-a><x-a name="n" disabled><b>b</b>1</x-a><x-a id="i"><b>1</b><b>2</b></x-a>""", () =>
    {
        CustomElement("x-a");
        CustomElement("x-a", "text");
        CustomElement("x-a", 3);
        CustomElement("x-a", "a", B("b"), "c", I("d"), "e");
        CustomElement("x-a", "t", id: "i", @class: "c");
        CustomElement("x-a", "a", B("b"), id: "i", title: "t");
        CustomElement("x-a", [B("b"), 1], name: "n", disabled: true);
        CustomElement("x-a", new[] { 1, 2 }.Select(n => B(n)), id: "i");
    });

    [Fact]
    public void As_child_and_opened() => Is("""<p><x-a extent="1,2"><x-b>b</x-b></x-a></p><x-c tabindex="0"><hr></x-c>""", () =>
    {
        P(CustomElement("x-a", CustomElement("x-b", "b"), attrs: [("extent", "1,2")]));
        using (CustomElement("x-c", tabindex: 0).Open())
            Hr();
    });

    [Fact]
    public void Null() => Is("""<x-a></x-a><x-a id="i"></x-a>""", () =>
    {
        CustomElement("x-a", null);
        CustomElement("x-a", null, id: "i");
    });

    [Fact]
    public void Names_of_every_length_are_written_whole()
    {
        foreach (var length in s_lengths)
        {
            var name = "x-" + new string('n', length - 2);
            Is($"<{name}></{name}><{name}>t</{name}><{name}>7</{name}><{name} id=\"i\">t<b>b</b></{name}><{name}><b>o</b></{name}>", () =>
            {
                CustomElement(name);
                CustomElement(name, "t");
                CustomElement(name, 7);
                CustomElement(name, "t", B("b"), id: "i");
                using (CustomElement(name).Open())
                    B("o");
            });
        }
    }

    [Fact]
    public void One_that_is_left_open_is_named() =>
        Assert.StartsWith("<x-open> was opened and never closed", ErrorOf(() => CustomElement("x-open").Open()), StringComparison.Ordinal);

    [Theory]
    [InlineData("dam-map")]
    [InlineData("a-")]
    [InlineData("x--y")]
    [InlineData("x-1.2_3")]
    [InlineData("math-α")]
    [InlineData("emotion-😍")]
    [InlineData("x.y-z")]
    [InlineData("font-facet")]
    public void A_valid_name_is_the_one_a_parser_reads(string name) =>
        Assert.Equal(name, Body(Live.RenderHtml(() => CustomElement(name, "x", title: "t"))).Children.Single().LocalName);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("div", "it has no hyphen; elements of HTML have functions of their own, Div(…)")]
    [InlineData("Dam-map", "it does not begin with a letter a-z")]
    [InlineData("dam-Map", "\"M\" is a capital letter, which browsers would read as a small one")]
    [InlineData("1-a", "it does not begin with a letter a-z")]
    [InlineData("-a", "it does not begin with a letter a-z")]
    [InlineData("é-a", "it does not begin with a letter a-z")]
    [InlineData("dam map-x", "the character U+0020 cannot stand in it")]
    [InlineData("x-a>", "the character U+003E cannot stand in it")]
    [InlineData("x-a/", "the character U+002F cannot stand in it")]
    [InlineData("x-\0", "the character U+0000 cannot stand in it")]
    [InlineData("x-×", "the character U+00D7 cannot stand in it")]
    public void What_is_no_name_is_refused_with_the_reason(string name, string why) => Assert.Equal(
        $"CustomElement takes the name of a custom element, but got \"{name}\": {why}. Expected is a letter a-z first, then small letters, " +
        "digits, - . _ and letters of other scripts, with at least one hyphen: CustomElement(\"my-element\", …), the name that the page's " +
        "script gives to customElements.define.", ErrorOf(() => CustomElement(name)));

    [Theory]
    [InlineData("annotation-xml")]
    [InlineData("color-profile")]
    [InlineData("font-face")]
    [InlineData("font-face-src")]
    [InlineData("font-face-uri")]
    [InlineData("font-face-format")]
    [InlineData("font-face-name")]
    [InlineData("missing-glyph")]
    public void The_names_of_other_languages_are_refused(string name) =>
        Assert.Contains($"\"{name}\": SVG or MathML has an element of that name.", ErrorOf(() => CustomElement(name)), StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.Contains("the character U+FFFD cannot stand in it", ErrorOf(() => CustomElement("x-\ud83d")), StringComparison.Ordinal);

    [Fact]
    public void More_names_than_an_application_has_are_refused_and_the_known_ones_go_on()
    {
        var tags = new CustomTags();
        for (var i = 0; i < CustomTags.MostNames; i++)
            tags.Find($"x-{i}");

        var error = Assert.Throws<TemplateException>(() => tags.Find("x-more")).Message;

        Assert.StartsWith("CustomElement takes at most 1000 different names, but got one more, \"x-more\". Names come from your code", error, StringComparison.Ordinal);
        Assert.Same(tags.Find("x-7"), tags.Find(string.Concat("x-", "7")));
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused_and_shown_in_part() => Assert.Contains(
        $"\"x-{new string('a', 98)}…\": it is longer than 100 characters", ErrorOf(() => CustomElement("x-" + new string('a', 99))), StringComparison.Ordinal);

    [Fact]
    public void A_template_that_catches_the_error_has_a_whole_page() => Is("<p>before<b>after</b></p>", () =>
    {
        using (P("before").Open())
        {
            Assert.Throws<TemplateException>(() => CustomElement("no", "lost"));
            B("after");
        }
    });

    // The rule of the standard in other words, over all strings that could break it.
    [Fact]
    public void Whatever_the_name_it_is_refused_or_a_parser_reads_it_back() =>
        Prop.ForAll(Arb.From(Gen.Elements("a", "x", "-", "A", "1", ".", "_", "é", "×", "😀", "\ud83d", "<", ">", "/", " ", "\t", "\0", "=", "\"", ";", "\u037d", "\u037e").ListOf()
            .Select(parts => "x" + string.Concat(parts))), name =>
        {
            try
            {
                var element = Body(Live.RenderHtml(() => CustomElement(name, "t", id: "i"))).Children.Single();
                Assert.Equal((name, "t", "i"), (element.LocalName, element.TextContent, element.Id));
                Assert.Contains('-', name);
            }
            catch (TemplateException)
            {
                Assert.True(!name.Contains('-') || name.EnumerateRunes().Any(IsRefused), name);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    static bool IsRefused(Rune rune) => rune.IsAscii
        ? !Rune.IsLower(rune) && !Rune.IsDigit(rune) && rune.Value is not ('-' or '.' or '_')
        : rune.Value is 0xD7 or 0x37E or 0xFFFD;
}
