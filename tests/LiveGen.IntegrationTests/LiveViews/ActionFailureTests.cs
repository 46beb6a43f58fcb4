using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>A handler that fails changes nothing at the page.</summary>
public sealed class ActionFailureTests
{
    static void Fail(string text)
    {
        Alert("half done");
        P("half written");
        throw new InvalidOperationException("secret " + text);
    }

    static async Task<(Answer Answer, ActionServer Server)> FailAsync(string environment)
    {
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Fail, This)); }).AllowAnonymous();
            app.MapAction("/do", Fail).WithTarget("x").AllowAnonymous();
        }, environment: environment);
        return (await (await server.PageAsync()).CallAsync("go", "\"typed\""), server);
    }

    [Fact]
    public async Task Statement_35_in_production_the_page_learns_an_id_and_nothing_else()
    {
        var (answer, server) = await FailAsync("Production");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Matches("""^\[\["ack",7,\{"status":"failed","error":"[0-9a-f]{16}"\}\]\]$""", answer.Text);
        var line = Assert.Single(server.Log.Of(130));
        Assert.Contains($"{nameof(ActionFailureTests)}.{nameof(Fail)} failed; the page was told {answer.Ack!.Value.GetProperty("error")}", line, StringComparison.Ordinal);
        Assert.Contains("secret typed", line, StringComparison.Ordinal); // the developer's, with its stack
    }

    [Fact]
    public async Task Statement_35_in_production_a_page_that_fails_says_nothing()
    {
        await using var server = await ActionServer.StartAsync(app => app.MapLiveView("/", () => Fail("page")).AllowAnonymous());

        using var response = await server.SendAsync(HttpMethod.Get, "/", null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Contains(server.Log.Lines, line => line.Contains("secret page", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_development_it_learns_what_failed_and_the_line()
    {
        var (answer, _) = await FailAsync("Development");

        var detail = answer.Ack!.Value.GetProperty("detail").GetString()!.Split('\n');
        Assert.Equal("System.InvalidOperationException: secret typed", detail[0]);
        Assert.Matches(@"ActionFailureTests\.cs:\d+$", detail[1]);
        Assert.Equal("""throw new InvalidOperationException("secret " + text);""", detail[2]);
        Assert.DoesNotContain("half", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_left_open_and_html_without_a_target_fail_like_any_error()
    {
        static void Open() => _ = Section().Open();
        static void Lost() => P("where?");
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () =>
            {
                Button("open", id: "open", onclick: Callback(Open));
                Button("lost", id: "lost", onclick: Callback(Lost));
            }).AllowAnonymous();
            app.MapAction("/open", Open).WithTarget("x").AllowAnonymous();
            app.MapAction("/lost", Lost).AllowAnonymous();
        }, environment: "Development");
        var page = await server.PageAsync();

        Assert.Contains("section", (await page.CallAsync("open")).Ack!.Value.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("""MapAction(…).WithTarget("id")""", (await page.CallAsync("lost")).Ack!.Value.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
