using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>What a page carries besides its own HTML: the runtime's script and the first batch.</summary>
public sealed class PageScriptTests
{
    [Fact]
    public async Task The_script_stands_in_the_head_and_the_first_batch_ends_the_body()
    {
        await using var site = await Site.WithPageAsync(() => Document(() =>
        {
            P(id: "p");
            Append("p", "first");
            SetTitle("second");
        }));

        var text = await site.TextAsync();
        var page = await site.PageAsync();

        Assert.Matches("""<script type="module" src="/_livegen/livegen\.[0-9a-f]{12}\.js"></script></head>""", text);
        Assert.EndsWith("</script></body></html>", text, StringComparison.Ordinal);
        using var island = Island(page);
        Assert.Equal(1, island.RootElement.GetProperty("v").GetInt32());
        Assert.False(island.RootElement.GetProperty("dev").GetBoolean());
        Assert.Equal("""[["livegen.append","p","first"],["livegen.title","second"]]""",
            island.RootElement.GetProperty("commands").GetRawText());
    }

    [Fact]
    public async Task The_script_comes_ahead_of_the_pages_own_modules_which_use_it()
    {
        await using var site = await Site.WithPageAsync(() => Html(
            Head(Title("<script type=\"module\">"), Script(src: "/classic.js"), Script(src: "/own.js", type: "module")), Body()));

        var sources = (await site.PageAsync()).Scripts.Select(script => script.GetAttribute("src")).ToArray();

        Assert.Equal(["/classic.js", "RUNTIME", "/own.js", null],
            sources.Select(src => src?.StartsWith("/_livegen/", StringComparison.Ordinal) == true ? "RUNTIME" : src));
    }

    [Fact]
    public async Task A_page_that_opens_a_socket_loads_what_runs_sockets_beside_the_runtime_and_no_other_page_does()
    {
        const string Preload = "head > link[rel=modulepreload]";
        await using var site = await Site.StartAsync(app =>
        {
            app.MapLiveView("/page", () => Document(() => OpenSocket("/ws/a"))).AllowAnonymous();
            app.MapLiveView("/layout", () => P()).WithLayout((Content body) => Document(() =>
            {
                OpenSocket("/ws/a");
                Div(body, id: "content");
            })).AllowAnonymous();
            app.MapLiveView("/none", () => Document(() =>
            {
                P("[\"livegen.openSocket\",\"/ws/a\"]", id: "p");
                SetValue("p", "[\"livegen.openSocket\",\"/ws/a\"]");
                CloseSocket("/ws/a");
            })).AllowAnonymous();
        });

        foreach (var url in new[] { "/page", "/layout" })
        {
            var page = await site.PageAsync(url);
            using var island = Island(page);
            var preload = Assert.Single(page.QuerySelectorAll(Preload));

            Assert.Equal(island.RootElement.GetProperty("extras").GetProperty("sockets").GetString(), preload.GetAttribute("href"));
            Assert.False(preload.HasAttribute("nonce"));
            Assert.Equal("SCRIPT", preload.PreviousElementSibling!.NodeName);
        }
        Assert.Empty((await site.PageAsync("/none")).QuerySelectorAll(Preload));
    }

    [Fact]
    public async Task A_page_without_head_and_body_gets_both_at_its_end()
    {
        await using var site = await Site.WithPageAsync(() => { P("bare"); });

        var page = await site.PageAsync();

        Assert.NotNull(page.QuerySelector("script[type=module]"));
        Island(page).Dispose();
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<!-- <script>")]
    [InlineData("]]> & \" ' \\u003c \u2028 \u2029 \0")]
    public async Task Statement_19_no_text_breaks_out_of_the_batch(string text)
    {
        await using var site = await Site.WithPageAsync(() => Document(() => Alert(text)));

        var page = await site.PageAsync();

        Assert.Equal(2, page.Scripts.Length);
        using var island = Island(page);
        Assert.Equal(text, island.RootElement.GetProperty("commands")[0][1].GetString());
    }

    [Fact]
    public async Task Texts_that_look_like_the_pages_own_tags_are_not_taken_for_them()
    {
        const string Trap = "</head></body></html>";
        await using var site = await Site.WithPageAsync(() => Document(() => { P(Trap, title: Trap); }));

        var page = await site.PageAsync();

        Assert.Equal(Trap, page.QuerySelector("body > p")!.TextContent);
        Assert.Equal("head", page.QuerySelector("script[type=module]")!.ParentElement!.LocalName);
        Assert.Equal("body", page.QuerySelector("#livegen")!.ParentElement!.LocalName);
    }

    [Fact]
    public async Task Under_the_policy_the_script_has_the_pages_nonce_and_each_page_another()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.UseLiveGenContentSecurityPolicy("img-src 'self' data:");
            app.MapLiveView("/", () => Document(() =>
            {
                Script(src: "/own.js", nonce: CspNonce);
                OpenSocket("/ws/a");
            })).AllowAnonymous();
        });

        using var first = await site.SendAsync(HttpMethod.Get, "/");
        using var second = await site.SendAsync(HttpMethod.Get, "/");
        var policy = Policy(first);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await first.Content.ReadAsStringAsync());
        var nonces = page.QuerySelectorAll("script[src], link[rel=modulepreload]").Select(loads => loads.GetAttribute("nonce")).Distinct().ToArray();

        Assert.Contains($"script-src 'nonce-{Assert.Single(nonces)}' 'strict-dynamic'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' ws://localhost", policy, StringComparison.Ordinal);
        Assert.EndsWith("; img-src 'self' data:", policy, StringComparison.Ordinal);
        Assert.NotEqual(policy, Policy(second));
    }

    [Fact]
    public async Task Below_a_base_path_script_links_and_sockets_stay_below_it()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.UsePathBase("/app");
            app.UseRouting();
            app.MapLiveView("/", Home).AllowAnonymous();
        });

        var page = await site.PageAsync("/app/");

        Assert.StartsWith("/app/_livegen/livegen.", page.QuerySelector("script[type=module]")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.StartsWith("/app/_livegen/sockets.", page.QuerySelector("link[rel=modulepreload]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("/app", page.QuerySelector("a")!.GetAttribute("href"));
        using var script = await site.SendAsync(HttpMethod.Get, page.QuerySelector("script[type=module]")!.GetAttribute("src")!);
        Assert.True(script.IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_address_of_a_handler_that_is_not_mapped_is_an_error_that_names_it()
    {
        await using var site = await Site.WithPageAsync(() => { A("nowhere", href: Url(Home)); });

        var error = await Assert.ThrowsAsync<TemplateException>(() => site.TextAsync());

        Assert.Contains("Home", error.Message, StringComparison.Ordinal);
        Assert.Contains("MapLiveView", error.Message, StringComparison.Ordinal);
    }

    static void Home() => Document(() =>
    {
        A("home", href: Url(Home));
        OpenSocket("/ws/a");
    });

    static void Document(Action content)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Test"));
        using var body = Body().Open();
        content();
    }

    static JsonDocument Island(IParentNode page) => JsonDocument.Parse(page.QuerySelector("#livegen")!.TextContent);

    static string Policy(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
}
