using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>What a page's handler may take and give.</summary>
public sealed class PageHandlerTests
{
    sealed record Greeter(string Greeting);

    [Fact]
    public async Task Route_and_query_values_bind_and_are_encoded()
    {
        await using var site = await Site.StartAsync(app => app
            .MapLiveView("/room/{name}", (string name, int page, string? missing) => { P(name, "/", page, "/", missing ?? "none"); })
            .AllowAnonymous());

        var page = await site.PageAsync("/room/%3Cb%3E?page=3");

        Assert.Equal("<b>/3/none", page.QuerySelector("p")!.TextContent);
    }

    [Fact]
    public async Task A_query_value_of_the_wrong_type_is_refused()
    {
        await using var site = await Site.WithPageAsync((int n) => { P(n); });

        using var response = await site.SendAsync(HttpMethod.Get, "/?n=many");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Services_the_context_the_user_and_a_token_are_given()
    {
        await using var site = await Site.WithPageAsync(
            (Greeter greeter, HttpContext http, ClaimsPrincipal user, CancellationToken ct) =>
            {
                P(greeter.Greeting, " ", http.Request.Method, " ", user.Identity!.IsAuthenticated, " ", ct.CanBeCanceled);
            },
            services => services.AddSingleton(new Greeter("Hello")));

        Assert.Equal("Hello GET false true", (await site.PageAsync()).QuerySelector("p")!.TextContent);
    }

    [Fact]
    public async Task An_asynchronous_handler_goes_on_writing_after_its_awaits()
    {
        await using var site = await Site.WithPageAsync(async () =>
        {
            using (Div(id: "before").Open())
            {
                await Task.Yield();
                P("inside");
            }
            await Task.Yield();
            P("after");
        });

        var page = await site.PageAsync();

        Assert.Equal("inside", page.QuerySelector("#before > p")!.TextContent);
        Assert.Equal("after", page.QuerySelector("#before + p")!.TextContent);
    }

    [Fact]
    public async Task The_last_element_may_be_the_result()
    {
        await using var site = await Site.WithPageAsync(() => P("an expression"));

        Assert.Equal("an expression", (await site.PageAsync()).QuerySelector("p")!.TextContent);
    }

    [Fact]
    public async Task A_result_is_sent_instead_of_the_page()
    {
        await using var site = await Site.WithPageAsync(IResult (string? to) =>
        {
            P("half a page");
            return to is null ? Results.NotFound() : Results.Redirect(to);
        });

        using var missing = await site.SendAsync(HttpMethod.Get, "/");
        using var redirect = await site.SendAsync(HttpMethod.Get, "/?to=/elsewhere");

        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Empty(await missing.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, redirect.StatusCode);
        Assert.Equal("/elsewhere", redirect.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_handler_that_throws_sends_nothing_of_the_page()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.UseExceptionHandler(failed => failed.Run(http => http.Response.WriteAsync("sorry")));
            app.MapLiveView("/", () =>
            {
                P("half a page");
                throw new InvalidOperationException("broken");
            }).AllowAnonymous();
        });

        using var response = await site.SendAsync(HttpMethod.Get, "/");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("sorry", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Another_result_than_these_is_an_error_that_says_what_to_return()
    {
        await using var site = await Site.WithPageAsync(() => 42);

        var error = await Assert.ThrowsAsync<TemplateException>(() => site.TextAsync());

        Assert.Contains("returned a Int32", error.Message, StringComparison.Ordinal);
        Assert.Contains("Results.Redirect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_left_open_is_named()
    {
        await using var site = await Site.WithPageAsync(() => { _ = Section().Open(); });

        var error = await Assert.ThrowsAsync<TemplateException>(() => site.TextAsync());

        Assert.Contains("section", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_gives_the_headers_of_the_page_alone()
    {
        await using var site = await Site.WithPageAsync(() => { P("body"); });

        using var head = await site.SendAsync(HttpMethod.Head, "/");
        using var get = await site.SendAsync(HttpMethod.Get, "/");

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
        Assert.Equal("text/html; charset=utf-8", head.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_page_is_not_kept_by_caches_unless_its_handler_says_so()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.MapLiveView("/", () => { P("mine"); }).AllowAnonymous();
            app.MapLiveView("/all", (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=60";
                P("everyone's");
            }).AllowAnonymous();
        });

        using var mine = await site.SendAsync(HttpMethod.Get, "/");
        using var everyones = await site.SendAsync(HttpMethod.Get, "/all");

        Assert.Equal("no-cache, private", mine.Headers.CacheControl!.ToString());
        Assert.Equal("public, max-age=60", everyones.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Pages_rendered_at_once_do_not_mix()
    {
        await using var site = await Site.WithPageAsync(async (int n) =>
        {
            for (var i = 0; i < 20; i++)
            {
                P(n);
                await Task.Yield();
            }
        });

        var pages = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => site.PageAsync($"/?n={n}")));

        for (var n = 0; n < pages.Length; n++)
            Assert.Equal(Enumerable.Repeat($"{n}", 20), pages[n].QuerySelectorAll("p").Select(p => p.TextContent));
    }
}
