using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>
/// The runtime's script and the first batch find their places in whatever a page consists of: its own scripts, comments and
/// HTML may hold everything that looks like the end of a head or a body.
/// </summary>
public sealed class PageStructureTests
{
    const string Trap = "var s = '</head><script type=\"module\"></body></html>';";

    static readonly Dictionary<string, Action> s_pages = new()
    {
        {
            "statements", () =>
            {
                using var html = Html().Open();
                using (Head().Open())
                {
                    Comment("</head><script type=\"module\">");
                    Script(Trap);
                    Style("a::after { content: '</head></body>' }");
                    Title("T");
                }
                using (Body().Open())
                {
                    Script(Trap);
                    Comment("</body>");
                    P("text");
                }
                Comment("</body></html>");
            }
        },
        {
            "one expression", () => Html(
                Head(Comment("</head>"), Script(Trap), Fragment(Style("a::after { content: '</head></body>' }"), Title("T"))),
                Body(Script(Trap), P("text"), Comment("</body>")), Comment("</body></html>"))
        },
        {
            "a head made before the page around it", () =>
            {
                Doctype();
                var head = Head(Script(Trap), Title("T"));
                using (Html(head, lang: "en").Open())
                    Body(Script(Trap), P("text"));
            }
        },
        { "no head", () => Html(Body(Script(Trap), P("text"), Comment("</body>"))) },
        { "no body", () => Fragment(Script(Trap), P("text"), Script(Trap), Comment("</body>")) },
        {
            "HTML as it stands", () => Raw(
                "<!doctype html>\n<HTML lang=en><!--><HEAD data-x='</head>'>\n<SCRIPT>" + Trap + "</SCRIPT ><title></head></title>" +
                "</HEAD>\n<BODY><p>text</p></BODY >\n<!-- </body> --></HTML>\n")
        },
        { "text ahead of everything", () => Raw("text </head> <p>text</p>") },
    };

    public static TheoryData<string> Styles => [.. s_pages.Keys];

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task What_only_looks_like_the_pages_structure_is_left_alone(string style)
    {
        await using var site = await Site.WithPageAsync(s_pages[style]);

        var page = await site.PageAsync();

        Assert.Equal("head", Runtime(page).ParentElement!.LocalName);
        Assert.Equal("body", page.QuerySelector("#livegen")!.ParentElement!.LocalName);
        Assert.Equal("text", page.QuerySelector("body > p")!.TextContent);
        Assert.All(page.Scripts.Where(script => !script.HasAttributes()), script => Assert.Equal(Trap, script.TextContent));
    }

    [Theory]
    [InlineData("<script type=\"module\" src=\"/own.js\"></script>", true)]
    [InlineData("<SCRIPT async TYPE = 'Module' src=/own.js></SCRIPT>", true)]
    [InlineData("<script src=/own.js type=module></script>", true)]
    [InlineData("<script nomodule src=\"/module.js\"></script>", false)]
    [InlineData("<script type=\"importmap\">{\"imports\":{\"a\":\"/type=module\"}}</script>", false)] // must come before every module
    public async Task The_runtime_stands_ahead_of_modules_and_behind_all_else_in_the_head(string own, bool isAhead)
    {
        await using var site = await Site.WithPageAsync(() => { Html(Head(Title("T"), Raw(own)), Body()); });

        var scripts = (await site.PageAsync()).Scripts.ToList();

        Assert.Equal(isAhead ? 0 : 1, scripts.FindIndex(IsRuntime));
    }

    [Fact]
    public async Task A_head_element_that_could_hide_a_module_comes_after_the_runtime()
    {
        await using var site = await Site.WithPageAsync(() =>
        {
            Html(Head(Raw("<script><!-- <script> </script> --></script><template><script type=module></script></template>")), Body());
        });

        var page = await site.PageAsync();

        Assert.Equal(0, page.Scripts.ToList().FindIndex(IsRuntime));
        Assert.Equal("head", Runtime(page).ParentElement!.LocalName);
    }

    static IHtmlScriptElement Runtime(IHtmlDocument page) => page.Scripts.Single(IsRuntime);

    static bool IsRuntime(IHtmlScriptElement script) => script.Source?.StartsWith("/_livegen/", StringComparison.Ordinal) == true;
}
