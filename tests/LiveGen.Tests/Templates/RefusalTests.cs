using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>
/// What could run code: an error in development that names it; in production a value that may come from people is left out,
/// and a name, which comes from the program, is an error too.
/// </summary>
public sealed class RefusalTests
{
    public static TheoryData<string> UnsafeUrls =>
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "JaVa\tScript:alert(1)", 
        " javascript:alert(1)",         "\u0001javascript:alert(1)", "java\nscript:alert(1)", "java\rscript:alert(1)", "javascript\t:alert(1)", "vbscript:x",
        "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNjcmlwdD4=",
        "data:application/xhtml+xml,x", "file:///etc/passwd",         "filesystem:x", "javascript&colon;x:y", "x-unknown:y", ":x",
    ];

    public static TheoryData<string> SafeUrls =>
    [
        "/", "", "#top", "?q=a:b", "page", "a/b:c", "//cdn.example/x", "https://example.org/a?b=c#d", "HTTP://EXAMPLE.ORG",
        "mailto:a@b.c", "tel:+123",         "data:image/png;base64,AAAA", "blob:https://a/b", "./javascript:x", "?javascript:x", "#javascript:x", "/ä ö",
    ];

    [Theory]
    [MemberData(nameof(UnsafeUrls))]
    public void Statement_17_an_unsafe_url_is_left_out_of_every_attribute_that_takes_one(string url) => Assert.All(
        new Action[]
        {
            () => A("x", href: url), () => Img(src: url), () => Form(action: url), () => Button(formaction: url),
            () => Iframe(src: url), () => Embed(src: url), () => Object(dataUrl: url), () => Video(poster: url), () => Q(cite: url), () => Area(href: url),
            () => SvgUse(href: url), () => SvgA(href: url), () => Div(attrs: [("xlink:href", url)]), () => Div(attrs: [("HREF", url)]),
            () => Div(attrs: [("formaction", url)]),
        },
        template => Assert.DoesNotContain('=', Of(template).Replace(">x<", "", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(UnsafeUrls))]
    public void An_unsafe_url_is_an_error_in_development(string url)
    {
        var message = DevelopmentErrorOf(() => A("x", href: url));
        Assert.Contains($"\"{url}\"", message, StringComparison.Ordinal);
        Assert.Contains("Allowed are http, https, mailto", message, StringComparison.Ordinal);
        Assert.Contains("RefusalTests.cs:", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SafeUrls))]
    public void A_safe_url_is_written(string url) =>
        Assert.Equal(url, Parsed(() => A("x", href: url)).GetAttribute("href"));

    [Theory]
    [InlineData("/a 1x, javascript:alert(1) 2x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a,\tjavascript:b")]
    public void A_list_with_an_unsafe_url_is_left_out(string urls)
    {
        Is("<img>", () => Img(srcset: urls));
        Is("<a></a>", () => A(ping: urls));
        Is("<img>", () => Img(attrs: [("srcset", urls)]));
    }

    [Fact]
    public void A_list_of_safe_urls_is_written() =>
        Is("""<img srcset="/a.png 1x, https://b/c.png 2x">""", () => Img(srcset: "/a.png 1x, https://b/c.png 2x"));

    [Theory]
    [InlineData("background: url(javascript:alert(1))")]
    [InlineData("background: URL( 'java\tscript:alert(1)')")]
    [InlineData("width: expression(alert(1))")]
    [InlineData("color: red</style><script>alert(1)</script>")]
    [InlineData("behavior: url(x.htc)")]
    [InlineData("color: red; BEHAVIOR : url(x.htc)")]
    [InlineData("-moz-binding: url(x)")]
    [InlineData("background: u\\72l(javascript:x)")]
    [InlineData("color: red /* hidden */")]
    [InlineData("@import 'x'")]
    public void Statement_18_an_unsafe_style_is_left_out_and_an_error_in_development(string css)
    {
        Is("<p></p>", () => P(style: css));
        Is("<p></p>", () => P(attrs: [("style", css)]));
        Assert.Contains($"\"{css}\"", DevelopmentErrorOf(() => P(style: css)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("red; background: url(/x)")]
    [InlineData("red}")]
    [InlineData("url(javascript:x)")]
    [InlineData("expression(x)")]
    public void A_styles_value_that_leaves_its_property_is_left_out(string value)
    {
        Is("<p></p>", () => P(style: [("color", value)]));
        Is("""<p style="width:1px"></p>""", () => P(style: [("color", value), ("width", "1px")]));
        Assert.Contains($"\"{value}\"", DevelopmentErrorOf(() => P(style: [("color", value)])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scroll-behavior:smooth")]
    [InlineData("overscroll-behavior:contain;color:red")]
    [InlineData("transition:behavior 1s allow-discrete")]
    [InlineData("font-family:Expression")]
    [InlineData("background:url(/facial-expression.png)")]
    public void Words_that_old_browsers_ran_code_for_may_stand_where_they_do_not(string css)
    {
        Is($"<p style=\"{css}\"></p>", () => P(style: css));
        var (property, value) = (css.Split(':')[0], css.Split(':', ';')[1]);
        Is($"<p style=\"{property}:{value}\"></p>", () => P(style: [(property, value)]));
    }

    [Theory]
    [InlineData("behavior")]
    [InlineData("Behavior")]
    [InlineData("-moz-binding")]
    public void A_property_that_loads_code_is_left_out_in_pairs_too(string property)
    {
        Is("<p></p>", () => P(style: [(property, "url(x)")]));
        Assert.Contains(property, DevelopmentErrorOf(() => P(style: [(property, "url(x)")])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_style_may_show_an_image_of_a_safe_url() =>
        Is("""<p style="background:url(/a.png)"></p>""", () => P(style: [("background", "url(/a.png)")]));

    [Theory]
    [InlineData("")]
    [InlineData("color:red;x")]
    [InlineData("co lor")]
    [InlineData("1x")]
    public void A_bad_property_is_an_error(string property) =>
        Assert.Contains($"\"{property}\"", ErrorOf(() => P(style: [(property, "1")])), StringComparison.Ordinal);

    [Theory]
    [InlineData("onclick")]
    [InlineData("ONCLICK")]
    [InlineData("onanything")]
    public void Statement_16_a_script_in_an_event_attribute_is_an_error_that_names_the_callback(string name)
    {
        var message = ErrorOf(() => P(attrs: [(name, "alert(1)")]));
        Assert.Contains($"\"{name}\"", message, StringComparison.Ordinal);
        Assert.Contains("Callback(", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a=b")]
    [InlineData("a>b")]
    [InlineData("a/b")]
    [InlineData("a\"b")]
    [InlineData("a'b")]
    [InlineData("<a")]
    [InlineData("a\0")]
    [InlineData("1a")]
    [InlineData("é")]
    public void Statement_16_a_bad_attribute_name_is_an_error_everywhere(string name)
    {
        Assert.Contains($"\"{name}\"", ErrorOf(() => P(attrs: [(name, 1)])), StringComparison.Ordinal);
        Assert.Contains("An attribute's name is", ErrorOf(() => P(on: [(name, Sample.Callback())])), StringComparison.Ordinal);
        if (name != "1a") // behind data- it is a name
        {
            Assert.Contains($"\"{name}\"", ErrorOf(() => P(data: [(name, 1)])), StringComparison.Ordinal);
            Assert.Contains($"\"{name}\"", ErrorOf(() => P(aria: [(name, 1)])), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_event_named_with_on_is_an_error_that_says_how_to_write_it() =>
        Assert.Contains("Write \"wheel\"", ErrorOf(() => P(on: [("onwheel", Sample.Callback())])), StringComparison.Ordinal);

    [Fact]
    public void A_frame_written_from_text_is_an_error() =>
        Assert.Contains("srcdoc", ErrorOf(() => Iframe(attrs: [("srcdoc", "<script>alert(1)</script>")])), StringComparison.Ordinal);
}
