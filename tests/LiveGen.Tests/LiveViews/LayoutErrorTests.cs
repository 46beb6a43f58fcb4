using System.Net;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>A layout's mistakes are told: what, where, and the line to write.</summary>
public sealed class LayoutErrorTests
{
    static readonly Action s_page = () => P("page");

    static async Task<string> ErrorAsync(Delegate layout, Delegate? page = null)
    {
        await using var site = await Site.StartAsync(
            app => app.MapLiveView("/", page ?? s_page).WithLayout(layout).AllowAnonymous(), environment: "Development");
        using var response = await site.SendAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        return await response.Content.ReadAsStringAsync(); // the page for developers, as text
    }

    static async Task<string> RefusedAsync(Delegate layout) =>
        (await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartAsync(
            app => app.MapLiveView("/", s_page).WithLayout(layout).AllowAnonymous()))).Message;

    static void Forgets(Content body) => Main(id: "content");

    static void Takes_out(Content body)
    {
        Main(id: "content");
        Append("content", body);
    }

    static void Doubles(Content body) => Main([body, body], id: "content");

    [Fact]
    public async Task A_body_that_is_not_used_is_missed()
    {
        var error = await ErrorAsync(Forgets);

        Assert.Contains("LayoutErrorTests.Forgets does not use its body", error, StringComparison.Ordinal);
        Assert.Contains("Main(body, id: \"content\")", error, StringComparison.Ordinal);
        Assert.Contains("does not use its body", await ErrorAsync(Takes_out), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_used_twice_is_told() =>
        Assert.Contains("LayoutErrorTests.Doubles uses its body twice", await ErrorAsync(Doubles), StringComparison.Ordinal);

    [Theory]
    [InlineData("other id")]
    [InlineData("something before")]
    [InlineData("something behind")]
    [InlineData("nowhere")]
    public async Task A_body_outside_of_its_target_or_not_alone_in_it_is_told(string how)
    {
        var error = await ErrorAsync((Content body) =>
        {
            _ = how switch
            {
                "other id" => Main(body, id: "contents"),
                "something before" => Main(B("!"), body, id: "content"),
                "something behind" => Main(body, B("!"), id: "content"),
                _ => Text(body),
            };
        });

        Assert.Contains("does not put its body, alone, into the element with the id \"content\"", error, StringComparison.Ordinal);
        Assert.Contains("target:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attribute_that_holds_the_targets_name_is_no_id()
    {
        await ErrorAsync((Content body) => Main(body, title: " id=\"content\""));
        await using var site = await Site.StartAsync(
            app => app.MapLiveView("/", s_page).WithLayout((Content body) => Main(body, id: "a&b", title: ">"), "a&b").AllowAnonymous(),
            environment: "Development");
        Assert.NotNull((await site.PageAsync()).GetElementById("a&b"));
    }

    [Fact]
    public async Task A_title_that_the_layout_adds_to_is_told()
    {
        Action page = () => SetTitle("Cart");

        var error = await ErrorAsync((Content body) => Div([Title(PageTitle, " · Shop"), Main(body, id: "content")]), page);

        Assert.Contains("\"Cart · Shop\"", error, StringComparison.Ordinal);
        Assert.Contains("Title(PageTitle)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_the_layout_that_the_page_has_too_is_told() =>
        Assert.Contains("\"content\" is given twice",
            await ErrorAsync((Content body) => Main(body, id: "content"), () => P(id: "content")), StringComparison.Ordinal);

    [Fact]
    public async Task The_ids_of_one_page_are_free_again_for_the_next()
    {
        await using var site = await Site.StartAsync(
            app => app.MapLiveView("/", () => P(id: "p")).WithLayout((Content body) => Main(body, id: "content")).AllowAnonymous(),
            environment: "Development");
        for (var i = 0; i < 3; i++)
            Assert.NotNull((await site.PageAsync()).GetElementById("p"));
    }

    [Fact]
    public async Task A_body_in_another_render_is_refused()
    {
        var error = await ErrorAsync((Content body) =>
        {
            Main(body, id: "content");
            Live.RenderHtml(() => Text(body));
        });

        Assert.Contains("used outside of its layout", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_leaves_an_element_open_is_named_before_the_layout_runs()
    {
        var error = await ErrorAsync((Content body) => Main(body, id: "content"), () => { _ = Section().Open(); });

        Assert.Contains("<section> was opened and never closed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_layout_can_take_or_return_is_refused_at_the_start()
    {
        Assert.Contains("must have one parameter for the page, Content, but has (String title)",
            await RefusedAsync((string title) => { P(title); }), StringComparison.Ordinal);
        Assert.Contains("has the parameter Uri address", await RefusedAsync((Content body, Uri address) => { P(body); }), StringComparison.Ordinal);
        Assert.Contains("returns Int32", await RefusedAsync((Content body) => 1), StringComparison.Ordinal);
    }
}
