using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using LiveGen.IntegrationTests.Consumers;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>Who may call an action, and what the page is told when somebody may not.</summary>
public sealed class ActionAuthorizationTests
{
    static int s_calls;

    static void Delete(int id) => Interlocked.Increment(ref s_calls);

    [Authorize(Roles = "admin")]
    static void Purge() => Interlocked.Increment(ref s_calls);

    static Task<ActionServer> StartAsync(bool cookies = true) => ActionServer.StartAsync(
        app =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapLiveView("/", () =>
            {
                Button("delete", id: "delete", onclick: Callback(Delete, 1));
                Button("purge", id: "purge", onclick: Callback(Purge));
            }).AllowAnonymous();
            app.MapLiveView("/members", () => { P("in"); }).RequireAuthorization();
            app.MapAction("/delete", Delete).RequireAuthorization(policy => policy.RequireRole("editor"));
            app.MapAction("/purge", Purge);
        },
        services =>
        {
            var authentication = services.AddAuthentication(cookies ? CookieAuthenticationDefaults.AuthenticationScheme : "header");
            authentication.AddCookie(options =>
            {
                options.LoginPath = "/login";
                options.ForwardAuthenticate = "header";
            });
            authentication.AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
        });

    static async Task<Answer> CallAsync(ActionServer server, string id, string page, params (string, string)[] headers)
    {
        var loaded = await server.PageAsync("/base/", headers);
        using var content = new StringContent(loaded.Frame(loaded.Callback(id)), System.Text.Encoding.UTF8, "application/json");
        using var response = await server.SendAsync(HttpMethod.Post, loaded.Callback(id).GetProperty("post").GetString()!, content,
            [("LiveGen", "1"), ("LiveGen-Page", page), ("Sec-Fetch-Site", "same-origin"), .. headers]);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    [Theory]
    [InlineData("/base/todos?page=2", "/base/login?ReturnUrl=%2Fbase%2Ftodos%3Fpage%3D2")]
    [InlineData("//evil.example", "/base/login?ReturnUrl=%2Fbase%2F")]
    [InlineData("https://evil.example/", "/base/login?ReturnUrl=%2Fbase%2F")]
    [InlineData("/\\evil.example", "/base/login?ReturnUrl=%2Fbase%2F")]
    public async Task Statement_30_a_stranger_who_signs_in_comes_back_to_the_page_and_nowhere_else(string page, string expected)
    {
        await using var server = await StartAsync();
        var before = s_calls;

        var answer = await CallAsync(server, "delete", page);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal($$"""[["ack",0,{"status":"signin","url":"{{expected}}"}]]""", answer.Text);
        Assert.Null(answer.Headers.Location);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(before, s_calls);
    }

    [Fact]
    public async Task Without_a_login_page_the_page_itself_is_where_to_go()
    {
        await using var server = await StartAsync(cookies: false);

        var answer = await CallAsync(server, "delete", "/base/todos");

        Assert.Equal("""[["ack",0,{"status":"signin","url":"/base/todos"}]]""", answer.Text);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("purge")]
    public async Task Who_may_not_is_denied_and_nothing_runs(string id)
    {
        await using var server = await StartAsync();
        var before = s_calls;

        var answer = await CallAsync(server, id, "/base/", ("X-User", "eve"), ("X-Role", "reader"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("""[["ack",0,{"status":"denied"}]]""", answer.Text);
        Assert.Equal(before, s_calls);
    }

    [Theory]
    [InlineData("delete", "editor")]
    [InlineData("purge", "admin")]
    public async Task Who_may_is_let_in_by_policy_and_by_attribute(string id, string role)
    {
        await using var server = await StartAsync();

        var answer = await CallAsync(server, id, "/base/", ("X-User", "ada"), ("X-Role", role));

        Assert.Equal("""[["ack",7]]""", answer.Text);
    }

    [Fact]
    public async Task A_page_still_redirects_to_the_login_with_a_return_URL()
    {
        await using var server = await StartAsync();

        using var response = await server.SendAsync(HttpMethod.Get, "/base/members?x=1", null);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/base/login?ReturnUrl=%2Fbase%2Fmembers%3Fx%3D1", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_may_challenge_and_forbid_itself()
    {
        static IResult Challenge() => Results.Challenge();
        static IResult Forbid() => Results.Forbid();
        await using var server = await ActionServer.StartAsync(
            app =>
            {
                app.MapLiveView("/", () =>
                {
                    Button("c", id: "challenge", onclick: Callback(Challenge));
                    Button("f", id: "forbid", onclick: Callback(Forbid));
                }).AllowAnonymous();
                app.MapAction("/challenge", Challenge).AllowAnonymous();
                app.MapAction("/forbid", Forbid).AllowAnonymous();
            },
            services => services.AddAuthentication("Cookies").AddCookie(options => options.LoginPath = "/login"));
        var page = await server.PageAsync();

        Assert.Equal("""[["ack",7,{"status":"signin","url":"/login?ReturnUrl=%2F"}]]""", (await page.CallAsync("challenge")).Text);
        Assert.Equal("""[["ack",7,{"status":"denied"}]]""", (await page.CallAsync("forbid")).Text);
    }
}
