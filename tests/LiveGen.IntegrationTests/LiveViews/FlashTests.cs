using System.Net;
using Xunit;
using static LiveGen.IntegrationTests.LiveViews.FlashSite;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>What handlers tell the person is shown once: at once, or on the next page.</summary>
public sealed class FlashTests
{
    const string Shown = """["livegen.append","livegen-toasts-status","<div data-livegen-toast=\"success\">Saved.</div>"]""";
    const string InPage = "<div data-livegen-toast=\"success\">Saved.</div>";

    [Fact]
    public async Task An_action_shows_its_message_at_once()
    {
        await using var server = await StartAsync();

        var answer = await (await server.PageAsync()).CallAsync("save");

        Assert.Equal([Shown], answer.Commands);
        Assert.Null(CookieOf(answer));
    }

    [Theory]
    [InlineData("lead", """["livegen.redirect","/next"]""")]
    [InlineData("result", """["livegen.redirect","/next"]""")]
    [InlineData("batch", """["livegen.redirect","/next"]""")]
    [InlineData("reload", """["livegen.reload"]""")]
    public async Task One_that_leads_away_shows_it_once_on_the_next_page(string button, string command)
    {
        await using var server = await StartAsync();

        var answer = await (await server.PageAsync()).CallAsync(button);
        var cookie = CookieOf(answer)!;
        var first = await VisitAsync(server, "/next", cookie.Split(';')[0]);
        var second = await VisitAsync(server, "/next", null);

        Assert.Equal([command], answer.Commands);
        Assert.EndsWith("; path=/; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("Saved", cookie, StringComparison.Ordinal);
        Assert.Contains(InPage, first.Html, StringComparison.Ordinal);
        Assert.StartsWith(".LiveGen.Flash=; expires=Thu, 01 Jan 1970", first.Cookie, StringComparison.Ordinal);
        Assert.True(first.Response.Headers.CacheControl!.NoStore); // nor when the person goes back
        Assert.DoesNotContain(InPage, second.Html, StringComparison.Ordinal);
        Assert.Null(second.Cookie);
        Assert.False(second.Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_handler_that_fails_tells_nothing()
    {
        await using var server = await StartAsync();

        var answer = await (await server.PageAsync()).CallAsync("fail");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Empty(answer.Commands);
        Assert.Null(CookieOf(answer));
    }

    [Fact]
    public async Task A_page_that_fails_loses_nothing()
    {
        await using var server = await StartAsync();
        var cookie = await KeptAsync(server, "lead");

        var failed = await VisitAsync(server, "/broken", cookie);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.Response.StatusCode);
        Assert.Null(failed.Cookie);
        Assert.Contains(InPage, (await VisitAsync(server, "/next", cookie)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_leads_on_adds_its_own_message()
    {
        await using var server = await StartAsync();
        var cookie = await KeptAsync(server, "lead");

        var on = await VisitAsync(server, "/away", cookie);
        var next = await VisitAsync(server, "/next", on.Cookie!.Split(';')[0]);

        Assert.Equal(HttpStatusCode.Redirect, on.Response.StatusCode);
        Assert.Contains(InPage, next.Html, StringComparison.Ordinal);
        Assert.Contains("""role="alert"><div data-livegen-toast="error">Not there.</div>""", next.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ada", "Ada", true)]
    [InlineData("Ada", "Eve", false)]
    [InlineData("Ada", null, false)] // after signing out
    [InlineData(null, "Ada", true)] // after signing in
    public async Task It_is_for_the_person_it_was_told(string? writer, string? reader, bool shown)
    {
        static (string, string)[] By(string? user) => user is null ? [] : [("X-User", user)];
        await using var server = await StartAsync();
        var cookie = await KeptAsync(server, "lead", By(writer));

        var next = await VisitAsync(server, "/next", cookie, By(reader));

        Assert.Equal(shown, next.Html.Contains(InPage, StringComparison.Ordinal));
        Assert.StartsWith(".LiveGen.Flash=;", next.Cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Purpose")]
    [InlineData("Sec-Purpose")]
    public async Task A_page_that_is_loaded_ahead_shows_nothing_yet(string header)
    {
        await using var server = await StartAsync();
        var cookie = await KeptAsync(server, "lead");

        var ahead = await VisitAsync(server, "/next", cookie, (header, "prefetch"));

        Assert.DoesNotContain(InPage, ahead.Html, StringComparison.Ordinal);
        Assert.Null(ahead.Cookie);
    }

    [Fact]
    public async Task A_changed_cookie_is_no_message()
    {
        await using var server = await StartAsync();
        var cookie = await KeptAsync(server, "lead");

        var next = await VisitAsync(server, "/next", cookie[..^20] + (cookie[^20] == 'A' ? "B" : "A") + cookie[^19..]);

        Assert.Equal(HttpStatusCode.OK, next.Response.StatusCode);
        Assert.DoesNotContain(InPage, next.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, 100, "39 ")]
    [InlineData(1, 5000, "0 ")]
    public async Task The_cookie_stays_small_and_keeps_the_newest(int count, int length, string newest)
    {
        await using var server = await StartAsync();

        var answer = await (await server.PageAsync()).CallAsync("many", $"{count}", $"\"{new string('ø', length)}\"");
        var cookie = CookieOf(answer)!;
        var next = await VisitAsync(server, "/own", cookie.Split(';')[0]);

        Assert.InRange(cookie.Length, 500, 2048);
        Assert.Contains($"Info: {newest}øøø", next.Html, StringComparison.Ordinal);
        Assert.Equal(length > 1000, next.Html.Contains("ø…</p>", StringComparison.Ordinal));
        Assert.DoesNotContain("�", next.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_toasts_it_waits_for_a_page_that_takes_it()
    {
        await using var server = await StartAsync(toasts: false);

        var cookie = await KeptAsync(server, "save");
        var other = await VisitAsync(server, "/next", cookie);
        var own = await VisitAsync(server, "/own", cookie);

        Assert.Null(other.Cookie);
        Assert.Contains("<p>Success: Saved.</p>", own.Html, StringComparison.Ordinal);
        Assert.StartsWith(".LiveGen.Flash=;", own.Cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_download_it_is_shown_on_the_next_page()
    {
        await using var server = await StartAsync();

        var answer = await (await server.PageAsync()).CallAsync("export");

        Assert.Equal("a,b", answer.Text);
        Assert.Contains(InPage, (await VisitAsync(server, "/next", CookieOf(answer)!.Split(';')[0])).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_to_everybody_is_no_message_for_one()
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, (await (await server.PageAsync()).CallAsync("all")).Status);

        Assert.Contains("Flash is for the person whose request this is", Assert.Single(server.Log.Of(130)), StringComparison.Ordinal);
        Assert.Contains("call Toasts.Show(text) here", Assert.Single(server.Log.Of(130)), StringComparison.Ordinal);
    }
}
