using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>Pages that are asked for by a page which shares layouts with them.</summary>
public sealed class PartialLoadTests
{
    static void Outer(Content body) => Div([P("outer"), Main(body, id: "content")]);

    static void Inner(Content body) => Div([P("inner"), Section(body, id: "inner")]);

    static Task<Site> StartAsync() => Site.StartAsync(app =>
    {
        var outer = app.MapGroup("").WithLayout(Outer).AllowAnonymous();
        outer.MapLiveView("/a", () => P("a"));
        outer.MapLiveView("/b", (int n) =>
        {
            SetTitle("B <1>");
            P("b", n, " \"<\"");
            Alert("hello");
        });
        outer.MapLiveView("/plain", () => P("no title"));
        outer.MapLiveView("/go", () => Results.Redirect("/b?n=2"));
        outer.MapLiveView("/lost", (HttpContext http) =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            P("not found");
        });
        outer.MapLiveView("/kept", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public";
            P("cached");
        });
        var inner = outer.MapGroup("").WithLayout(Inner, "inner");
        inner.MapLiveView("/c", () => P("c"));
        inner.MapLiveView("/d", () => P("d"));
        app.MapLiveView("/else", () => P("else")).AllowAnonymous();
        app.MapLiveView("/other", () => P("other")).WithLayout((Content body) => Div(body, id: "content")).AllowAnonymous();
    });

    [Fact]
    public async Task Only_what_stands_in_the_shared_layout_is_sent_and_then_what_the_page_is()
    {
        await using var site = await StartAsync();

        using var response = await PartialLoads.FollowAsync(site, "/a", "/b?n=3");
        var text = await response.Content.ReadAsStringAsync();
        var layouts = await PartialLoads.LayoutsOfAsync(site, "/a");

        Assert.Equal(
            """[["commands",[["livegen.morph","content","<p>b3 \"&lt;\"</p>"],["livegen.title","B <1>"],["alert","hello"]]],""" +
            $$"""["page",{"title":"B <1>","layouts":["{{layouts[0]}}"]}]]""",
            text.Replace("&quot;", "\\\"", StringComparison.Ordinal));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("LiveGen, LiveGen-Layouts", string.Join(", ", response.Headers.Vary));
    }

    [Fact]
    public async Task The_innermost_shared_layout_takes_the_page_with_the_layouts_inside_it()
    {
        await using var site = await StartAsync();

        async Task<string> MorphAsync(string from, string to)
        {
            using var response = await PartialLoads.FollowAsync(site, from, to);
            var frames = await PartialLoads.FramesAsync(response);
            Assert.Equal(await PartialLoads.LayoutsOfAsync(site, to), frames[^1][1].GetProperty("layouts").EnumerateArray().Select(id => id.GetString()!));
            return $"{frames[0][1][0][1]}: {frames[0][1][0][2]}";
        }

        Assert.Equal("inner: <p>d</p>", await MorphAsync("/c", "/d"));
        Assert.Equal("content: <div><p>inner</p><section id=\"inner\"><p>c</p></section></div>", await MorphAsync("/a", "/c"));
        Assert.Equal("content: <p>a</p>", await MorphAsync("/c", "/a"));
    }

    [Fact]
    public async Task A_page_without_a_title_leaves_the_title_open()
    {
        await using var site = await StartAsync();

        using var response = await PartialLoads.FollowAsync(site, "/a", "/plain");

        Assert.Equal("null", (await PartialLoads.FramesAsync(response))[^1][1].GetProperty("title").GetRawText());
    }

    [Theory]
    [InlineData("/a", "/other")] // another layout
    [InlineData("/a", "/else")] // none
    [InlineData("/other", "/a")]
    public async Task Without_a_shared_layout_the_whole_page_is_sent(string from, string to)
    {
        await using var site = await StartAsync();

        using var response = await PartialLoads.FollowAsync(site, from, to);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(WithoutToken(await site.TextAsync(to)), WithoutToken(await response.Content.ReadAsStringAsync()));
    }

    // Each page has its own.
    static string WithoutToken(string html) => Regex.Replace(html, "\"token\":\"[^\"]+\"", "");

    [Theory]
    [InlineData("LiveGen", null)]
    [InlineData("LiveGen", "2")]
    [InlineData("LiveGen-Build", "0123456789ab")]
    [InlineData("LiveGen-Build", null)]
    [InlineData("LiveGen-Layouts", null)]
    [InlineData("LiveGen-Layouts", "x")]
    [InlineData("LiveGen-Token", null)]
    public async Task Another_build_and_requests_that_do_not_ask_for_a_part_get_the_whole_page(string header, string? value)
    {
        await using var site = await StartAsync();
        var island = await PartialLoads.IslandAsync(site, "/a");
        var headers = new Dictionary<string, string?>
        {
            ["LiveGen"] = "1",
            ["LiveGen-Build"] = island.GetProperty("build").GetString(),
            ["LiveGen-Layouts"] = (await PartialLoads.LayoutsOfAsync(site, "/a"))[0],
            ["LiveGen-Token"] = island.GetProperty("token").GetString(),
        };
        headers[header] = value;

        using var response = await site.SendAsync(HttpMethod.Get, "/a",
            [.. headers.Where(one => one.Value is not null).Select(one => (one.Key, one.Value!))]);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("<p>outer</p>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("LiveGen, LiveGen-Layouts", string.Join(", ", response.Headers.Vary));
    }

    [Fact]
    public async Task A_redirect_passes_through_and_keeps_its_two_answers_apart()
    {
        await using var site = await StartAsync();

        using var response = await PartialLoads.FollowAsync(site, "/a", "/go");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/b?n=2", response.Headers.Location!.ToString());
        Assert.Equal("LiveGen, LiveGen-Layouts", string.Join(", ", response.Headers.Vary));
    }

    [Fact]
    public async Task The_status_of_a_page_is_its_own()
    {
        await using var site = await StartAsync();

        using var response = await PartialLoads.FollowAsync(site, "/a", "/lost");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("<p>not found</p>", (await PartialLoads.FramesAsync(response))[0][1][0][2].GetString());
    }

    [Fact]
    public async Task A_page_that_caches_may_keep_is_kept_whole_only()
    {
        await using var site = await StartAsync();

        using var whole = await site.SendAsync(HttpMethod.Get, "/kept");
        using var part = await PartialLoads.FollowAsync(site, "/a", "/kept");

        Assert.Equal("public", whole.Headers.CacheControl!.ToString());
        Assert.Equal("no-store", part.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Head_gives_the_headers_alone()
    {
        await using var site = await StartAsync();

        using var head = await PartialLoads.FollowAsync(site, "/a", "/b?n=1", HttpMethod.Head);
        using var get = await PartialLoads.FollowAsync(site, "/a", "/b?n=1");

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task What_is_no_page_is_not_run_for_a_part()
    {
        var runs = 0;
        await using var site = await Site.StartAsync(app =>
        {
            app.MapLiveView("/a", () => P("a")).WithLayout(Outer).AllowAnonymous();
            app.MapGet("/sign-out", () => ++runs).RequireAuthorization();
            app.MapGet("/confirm/{code}", () => ++runs);
        });

        foreach (var url in new[] { "/sign-out", "/confirm/once" })
        {
            using var response = await PartialLoads.FollowAsync(site, "/a", url);

            Assert.Equal((HttpStatusCode.NoContent, 0), (response.StatusCode, runs));
            Assert.False(response.Headers.Contains("LiveGen-Build"));
            Assert.Equal(("no-store", "LiveGen, LiveGen-Layouts"), (response.Headers.CacheControl!.ToString(), string.Join(", ", response.Headers.Vary)));
        }
        Assert.Equal("1", await site.TextAsync("/confirm/once"));
    }
}
