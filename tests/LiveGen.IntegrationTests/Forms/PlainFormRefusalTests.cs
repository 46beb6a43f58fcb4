using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Forms;

/// <summary>Posts that no page of ours allows: nothing runs, and a person is told.</summary>
public sealed class PlainFormRefusalTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("CfDJ8-something")]
    public async Task Statement_07_without_its_antiforgery_token_a_plain_form_runs_nothing(string? token)
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        await browser.SubmitAsync("booking", [("__RequestVerificationToken", token), .. BookingVisit.Right]);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("could not be verified", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(pages.Saved);
    }

    [Fact]
    public async Task A_token_of_somebody_else_is_none()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;
        var fields = browser.Fields("booking", BookingVisit.Right);
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };
        using var content = new FormUrlEncodedContent(fields);

        using var answer = await stranger.PostAsync("/book/save", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(pages.Saved);
    }

    [Fact]
    public async Task Changed_constants_run_nothing()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;
        var hidden = browser.Fields("rename1").Single(field => field.Key == "__livegen").Value;
        Assert.Contains("[\"v\",\"1\"]", hidden, StringComparison.Ordinal);

        await browser.SubmitAsync("rename1", ("__livegen", hidden.Replace("[\"v\",\"1\"]", "[\"v\",\"3\"]", StringComparison.Ordinal)), ("name", "Bo"));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("out of date", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(pages.Renamed);
    }

    [Fact]
    public async Task A_token_that_has_ended_keeps_what_was_typed()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;
        var hidden = browser.Fields("booking").Single(field => field.Key == "__livegen").Value;
        var token = System.Text.Json.JsonElement.Parse(hidden).GetProperty("token").GetString()!;

        await browser.SubmitAsync("booking", [("__livegen", hidden.Replace(token, "x", StringComparison.Ordinal)), .. BookingVisit.Right]);
        Assert.Equal((HttpStatusCode.Conflict, "Ann"), (browser.Status, browser.Value("name")));
        Assert.Contains("out of date", browser.Error(""), StringComparison.Ordinal);

        await browser.SubmitAsync("booking");
        Assert.Equal("Main Road", Assert.Single(pages.Saved).Address.Street);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("none")]
    public async Task A_post_of_another_site_runs_nothing(string site)
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;
        using var content = new FormUrlEncodedContent(browser.Fields("booking", BookingVisit.Right));

        using var answer = await server.SendAsync(HttpMethod.Post, "/book/save", content, ("Sec-Fetch-Site", site));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(pages.Saved);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("{\"args\":[[\"v\",\"1,2\"]],\"seal\":\"x\",\"token\":\"y\",\"page\":\"//evil.example\"}")]
    public async Task What_is_no_form_of_ours_runs_nothing(string hidden)
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        await browser.SubmitAsync("booking", [("__livegen", hidden), .. BookingVisit.Right]);

        Assert.True(browser.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict, browser.Status.ToString());
        Assert.DoesNotContain("evil", browser.Page.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Empty(pages.Saved);
    }

    [Fact]
    public async Task Whoever_may_not_call_is_led_to_the_login_and_back_to_the_page()
    {
        void Do() => Alert("done");
        var (server, _) = await BookingPages.StartAsync(
            (app, _) =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapLiveView("/secret", () => { Form(id: "booking", onsubmit: Callback(Do)); }).AllowAnonymous();
                app.MapAction("/secret/do", Do).RequireAuthorization(policy => policy.RequireAuthenticatedUser());
            },
            services =>
            {
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/login");
                services.AddAuthorization();
            });
        await using var _1 = server;
        var browser = new PlainBrowser(server);
        await browser.GoAsync("/secret?a=1");

        using var content = new FormUrlEncodedContent(browser.Fields("booking"));
        await browser.PostAsync("booking", content, ("Referer", $"{server.Address}secret?a=1"));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.EndsWith("/login?ReturnUrl=%2Fsecret%3Fa%3D1", browser.Location, StringComparison.Ordinal);
    }
}
