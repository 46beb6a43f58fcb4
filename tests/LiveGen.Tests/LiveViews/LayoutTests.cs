using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>Layouts around pages, in the first HTML.</summary>
public sealed partial class LayoutTests
{
    sealed record Greeter(string Greeting);

    static void Shop(Content body)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title(PageTitle ?? "Shop"));
        Body([Nav(A("Cart", href: "/cart")), Main(body, id: "content"), Footer("©")]);
    }

    static void Statements(Content body)
    {
        using var html = Html().Open();
        using var place = Body(id: "content").Open();
        Text(body);
    }

    static async Task Inner(Content body, Greeter greeter, ClaimsPrincipal user, HttpContext http, CancellationToken ct)
    {
        await Task.Yield();
        H1(greeter.Greeting, " ", user.Identity!.IsAuthenticated, " ", http.Request.Path.Value, " ", ct.CanBeCanceled);
        await Task.Yield();
        Section(body, id: "inner");
    }

    [Fact]
    public async Task The_page_stands_in_the_layout_as_it_was_written()
    {
        await using var site = await Site.StartAsync(app => app
            .MapLiveView("/", () =>
            {
                SetTitle("<Cart>");
                P("a < b", id: "p");
                Each([1, 2], n => I(n));
            })
            .WithLayout(Shop).AllowAnonymous());

        var text = await site.TextAsync();

        Assert.Contains("<main id=\"content\"><p id=\"p\">a &lt; b</p><i>1</i><i>2</i></main><footer>©</footer>", text, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html><html lang=\"en\"><head><title>&lt;Cart&gt;</title>", text, StringComparison.Ordinal);
        Assert.EndsWith("</script></body></html>", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', text);
    }

    [Fact]
    public async Task The_body_may_be_a_statement_and_part_of_a_text()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.MapLiveView("/statement", () => P("page")).WithLayout(Statements).AllowAnonymous();
            app.MapLiveView("/text", () => P("page")).WithLayout((Content body) => Div($"{body}", id: "content")).AllowAnonymous();
            app.MapLiveView("/empty", () => { }).WithLayout(Statements).AllowAnonymous();
        });

        Assert.Equal("<p>page</p>", (await site.PageAsync("/statement")).QuerySelector("#content")!.FirstElementChild!.OuterHtml);
        Assert.Equal("<p>page</p>", (await site.PageAsync("/text")).QuerySelector("#content")!.InnerHtml);
        Assert.NotNull((await site.PageAsync("/empty")).QuerySelector("#content"));
    }

    [Fact]
    public async Task Groups_nest_their_layouts_outermost_first_and_inject_what_they_take()
    {
        await using var site = await Site.StartAsync(
            app =>
            {
                var shop = app.MapGroup("/shop").WithLayout(Shop);
                var admin = shop.MapGroup("/admin").WithLayout(Inner, "inner");
                admin.MapLiveView("/users", async () =>
                {
                    await Task.Yield();
                    P("users");
                }).WithLayout((Content body) => Article(body, id: "third"), "third").AllowAnonymous();
            },
            services => services.AddSingleton(new Greeter("Hello")));

        var content = (await site.PageAsync("/shop/admin/users")).QuerySelector("#content")!;

        Assert.Equal(
            "<h1>Hello false /shop/admin/users true</h1><section id=\"inner\"><article id=\"third\"><p>users</p></article></section>",
            content.InnerHtml);
    }

    [Fact]
    public async Task The_layouts_are_told_in_the_island_and_each_is_another()
    {
        Delegate Named(string name) => (Content body) => { Div([P(name), Div(body, id: "content")]); };
        await using var site = await Site.StartAsync(app =>
        {
            var first = Named("one");
            app.MapLiveView("/1", () => P("1")).WithLayout(first).AllowAnonymous();
            app.MapLiveView("/2", () => P("2")).WithLayout(first).AllowAnonymous();
            app.MapLiveView("/3", () => P("3")).WithLayout(Named("two")).AllowAnonymous();
            app.MapLiveView("/none", () => P("4")).AllowAnonymous();
        });

        var ids = await Task.WhenAll(new[] { "/1", "/2", "/3" }.Select(async url => Assert.Single(await PartialLoads.LayoutsOfAsync(site, url))));

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.DoesNotContain("layouts", await site.TextAsync("/none"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_layout_opens_is_its_own_by_its_number()
    {
        static Action<Content> Opening(string id) => body =>
        {
            OpenSocket("/ws/" + id);
            IntervalSet(id, TimeSpan.FromSeconds(1), default);
            Div(body, id: id);
        };
        await using var site = await Site.StartAsync(app => app
            .MapLiveView("/", () => OpenSocket("/ws/page"))
            .WithLayout(Opening("outer"), "outer").WithLayout(Opening("inner"), "inner").AllowAnonymous());

        Assert.Equal(
            """[["livegen.openSocket","/ws/page"],["livegen.openSocket","/ws/inner",1],["livegen.intervalSet","inner",1000,null,1],""" +
            """["livegen.openSocket","/ws/outer",0],["livegen.intervalSet","outer",1000,null,0]]""",
            Moment().Replace((await PartialLoads.IslandAsync(site, "/")).GetProperty("commands").GetRawText(), ""));
    }

    // When the page was rendered, which a socket is opened with.
    [System.Text.RegularExpressions.GeneratedRegex("(,null)?,\"[0-9a-f]{12}-[0-9]+\\.[\\w-]{22}\"")]
    private static partial System.Text.RegularExpressions.Regex Moment();

    [Fact]
    public async Task A_result_instead_of_the_page_stands_in_no_layout()
    {
        await using var site = await Site.StartAsync(app => app.MapLiveView("/", () => Results.Text("plain")).WithLayout(Shop).AllowAnonymous());

        Assert.Equal("plain", await site.TextAsync());
    }

    [Fact]
    public async Task A_layout_on_a_group_leaves_other_endpoints_alone()
    {
        await using var site = await Site.StartAsync(app =>
            app.MapGroup("/").WithLayout(Shop).MapGet("/data", () => Results.Text("data")));

        Assert.Equal("data", await site.TextAsync("/data"));
    }

    [Fact]
    public async Task Many_pages_at_once_keep_their_bodies_apart()
    {
        await using var site = await Site.StartAsync(
            app => app.MapLiveView("/{n}", async (int n) =>
            {
                await Task.Yield();
                P(n, id: "n");
                await Task.Yield();
            }).WithLayout(Shop).WithLayout(Inner, "inner").AllowAnonymous(),
            services => services.AddSingleton(new Greeter("Hello")));

        var pages = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => site.PageAsync($"/{n}")));

        for (var n = 0; n < pages.Length; n++)
            Assert.Equal($"<p id=\"n\">{n}</p>", pages[n].QuerySelector("#inner")!.InnerHtml);
    }
}
