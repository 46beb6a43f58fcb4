using System.Globalization;
using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>What may stand between tags.</summary>
public sealed class ContentTests
{
    static readonly string? s_nothing = Environment.GetEnvironmentVariable("a variable that nobody sets");

    [Fact]
    public void Text_is_encoded() => Is("<p>a &lt;b&gt; &amp; c</p>", () => P("a <b> & c"));

    [Fact]
    public void Numbers_truth_and_characters_stand_as_people_read_them() => Is(
        "<p>1 -2 18446744073709551615 0.5 true x</p>",
        () => P(1, " ", -2, " ", ulong.MaxValue, " ", 0.5, " ", true, " ", 'x'));

    [Fact]
    public void Every_number_and_date_type_converts() => Is(
        "<p>1.50|00:01:00|3|2|1|4|00000000-0000-0000-0000-000000000000</p>",
        () => P(1.50m, "|", TimeSpan.FromMinutes(1), "|", (short)3, "|", (byte)2, "|", 1L, "|", 4u, "|", Guid.Empty));

    [Fact]
    public void Values_show_in_the_culture_of_the_request() => InCulture("de-DE", () =>
    {
        Assert.Equal("<p>1,5|2,5|01.02.2026</p>", Of(() => P(1.5, "|", 2.5m, "|", new DateOnly(2026, 2, 1))));
        Assert.Equal("<p>1,5|1.000</p>", Of(() => P($"{1.5}|{1000:N0}")));
    });

    [Fact]
    public void A_null_child_writes_nothing() => Is("<p></p><p>ab</p>", () =>
    {
        P(s_nothing);
        P("a", s_nothing, "b");
    });

    [Fact]
    public void None_writes_nothing() => Is("<p>a</p>", () => P("a", Content.None));

    [Fact]
    public void A_conditional_child_is_an_element_a_text_or_nothing()
    {
        Assert.Equal("<p>Hi <b>x</b></p>", Of(() => Greeting(true)));
        Assert.Equal("<p>Hi </p>", Of(() => Greeting(false)));

        static void Greeting(bool known) => P("Hi ", known ? B("x") : null);
    }

    [Fact]
    public void Text_between_elements_stays_between_them() => Is(
        "<p>a<b>1</b>b<i>2</i>c<u>3</u>d</p>",
        () => P("a", B("1"), "b", I("2"), "c", U("3"), "d"));

    [Fact]
    public void Children_keep_their_order_whatever_their_kind() => Is(
        "<p><b>1</b>2<i>3</i>4.5<!--5-->6</p>",
        () => P(B("1"), 2, I("3"), 4.5m, Comment("5"), "6"));

    [Fact]
    public void The_holes_of_an_interpolated_text_are_encoded() =>
        Is("<p>a &lt;b&gt; &amp; 3</p>", () => P($"a {"<b>"} & {3}"));

    [Fact]
    public void An_element_can_stand_in_a_hole() =>
        Is("<p>Hello <b>Ada</b>, you have <i>3</i>.</p>", () => P($"Hello {B("Ada")}, you have {I(3)}."));

    [Fact]
    public void A_content_that_a_method_was_given_can_stand_in_a_hole()
    {
        Assert.Equal("<p>a &lt; b!</p>", Of(() => Shout("a < b")));
        Assert.Equal("<p>3!</p>", Of(() => Shout(3)));
        Assert.Equal("<p>Title: 3.</p>", Of(() => Title(3)));
        Assert.Equal("<p><b>x</b>!</p>", Of(() => Shout(B("x"))));
        Assert.Equal("<p>Title: <b>x</b>.</p>", Of(() => Title(B("x"))));

        static void Shout(Content what) => P($"{what}!");
        static void Title(Content what) => P($"Title: {what}.");
    }

    [Fact]
    public void Interpolated_texts_and_elements_mix() =>
        Is("<p id=\"i\">a1<b>x2</b>c3</p>", () => P($"a{1}", B($"x{2}"), $"c{3}", id: "i"));

    [Fact]
    public void Holes_take_format_and_alignment() =>
        InCulture("", () => Assert.Equal("<p>[  7] [7  ] [007] [1.50]</p>", Of(() => P($"[{7,3}] [{7,-3}] [{7:000}] [{1.5:0.00}]"))));

    [Fact]
    public void A_null_hole_writes_nothing() => Is("<p>ab</p>", () => P($"a{s_nothing}b"));

    [Fact]
    public void A_long_text_is_written_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(i => i % 97 == 0 ? "<é€😀" : "plain text "));
        Assert.Equal(text, Parsed(() => P(text)).TextContent);
    }

    [Fact]
    public void A_carriage_return_survives_the_parser() => Assert.Equal("a\r\nb\rc", Parsed(() => P("a\r\nb\rc")).TextContent);

    // Not InlineData: metadata is UTF-8 and cannot hold a lone surrogate.
    public static TheoryData<string, string> NoCharacters => new()
    {
        { "\ud800", "\ufffd" },
        { "a\udc00b", "a\ufffdb" },
        { "\udc00\ud800", "\ufffd\ufffd" },
        { "eight or more \ud800", "eight or more \ufffd" },
        { "a\0b", "a\ufffdb" },
    };

    [Theory]
    [MemberData(nameof(NoCharacters))]
    public void What_is_no_character_becomes_the_replacement_character(string text, string expected)
    {
        Assert.Equal($"<p>{expected}</p>", Of(() => P(text)));
        Assert.Equal($"<p>{expected}</p>", Of(() => P($"{text}")));
        Assert.Equal($"<p title=\"{expected}\"></p>", Of(() => P(title: text)));
    }

    static void InCulture(string name, Action test)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
