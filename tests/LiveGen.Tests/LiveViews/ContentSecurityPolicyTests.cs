using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>Browsers obey the first directive of a name alone, so what an application adds must be in it.</summary>
public sealed class ContentSecurityPolicyTests
{
    [Theory]
    [InlineData("connect-src https://api.example", "connect-src", "'self' ws://localhost https://api.example")]
    [InlineData("style-src 'unsafe-inline'; STYLE-SRC 'self' https://cdn.example ;", "style-src", "'self' 'unsafe-inline' https://cdn.example")]
    [InlineData("img-src 'self' data:", "img-src", "'self' data:")]
    [InlineData("frame-ancestors 'self'", "frame-ancestors", "'self'")] // 'none' holds alone only
    [InlineData("form-action 'none'", "form-action", "'none'")]
    [InlineData("trusted-types dompurify", "trusted-types", "livegen dompurify")]
    [InlineData("upgrade-insecure-requests", "upgrade-insecure-requests", "")]
    public async Task A_directive_that_is_there_is_extended_and_another_one_added(string more, string name, string expected)
    {
        var policy = await PolicyAsync(more);

        Assert.Equal(expected, Assert.Single(policy, directive => directive.Name == name).Sources);
    }

    [Fact]
    public async Task Scripts_keep_their_nonce()
    {
        var policy = await PolicyAsync("script-src https://old.example");

        Assert.Matches("^'nonce-[^']+' 'strict-dynamic' https://old.example$", Assert.Single(policy, d => d.Name == "script-src").Sources);
    }

    [Theory]
    [InlineData("https://api.example")]
    [InlineData("img-src data:, default-src *")]
    [InlineData("img-src data:\r\nSet-Cookie: a=b")]
    public async Task What_is_no_directive_stops_the_application(string more)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => PolicyAsync(more));

        Assert.Contains("img-src 'self' data:", error.Message, StringComparison.Ordinal); // how one is written
    }

    static async Task<List<(string Name, string Sources)>> PolicyAsync(string more)
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.UseLiveGenContentSecurityPolicy(more);
            app.MapLiveView("/", () => { P("x"); }).AllowAnonymous();
        });
        using var response = await site.SendAsync(HttpMethod.Get, "/");
        return Assert.Single(response.Headers.GetValues("Content-Security-Policy")).Split("; ")
            .Select(directive => directive.Split(' ', 2)).Select(parts => (parts[0], parts.ElementAtOrDefault(1) ?? "")).ToList();
    }
}
