using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Stories;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Security;

/// <summary>The policy of <c>UseLiveGenContentSecurityPolicy</c>, in a browser that enforces it. All other tests here run under it too.</summary>
public sealed class PolicyTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task Statement_34_a_page_works_under_the_strict_policy_without_a_violation()
    {
        var ada = await ArriveAsync();
        var response = await ada.Page.GotoAsync(Site.Url + "/kitchen-sink");
        await ada.ConnectedAsync();

        await ada.Locator("#click").ClickAsync();

        await Expect(ada.Locator("#log li")).ToHaveTextAsync("click"); // an event, a socket, a morph
        var policy = (await response!.AllHeadersAsync())["content-security-policy"].Split("; ");
        Assert.Matches("^script-src 'nonce-[^']+' 'strict-dynamic'$", Assert.Single(policy, directive => directive.StartsWith("script-src", StringComparison.Ordinal)));
        foreach (var directive in new[] { "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'" })
            Assert.Contains(directive, policy);
        // Once, and by the page's head: the runtime runs the first batch at DOMContentLoaded.
        var areAhead = await ada.Page.EvaluateAsync<bool[]>(
            """
            () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/_livegen/sockets.'))
                .map(({ startTime }) => startTime < performance.getEntriesByType('navigation')[0].domContentLoadedEventStart)
            """);
        Assert.True(Assert.Single(areAhead));
        Assert.Empty(ada.Problems);
    }

    [Theory]
    [InlineData("document.body.setAttribute('onclick', 'window.hit = 1'); document.body.click()", "require-trusted-types-for")]
    [InlineData("const s = document.createElement('script'); s.src = 'https://evil.example/x.js'; document.body.append(s)", "require-trusted-types-for")]
    [InlineData("document.querySelector('main').innerHTML = '<img src=x onerror=\"window.hit = 1\">'", "require-trusted-types-for")]
    [InlineData("const b = document.createElement('base'); b.href = 'https://evil.example/'; document.head.append(b)", "base-uri")]
    public async Task Statement_34_script_that_somebody_brought_in_does_not_run(string script, string violates)
    {
        var ada = await OpenAsync("/kitchen-sink");
        await ada.ConnectedAsync();
        ada.ExpectTrouble();

        // What runs here is the debugger's, which the policy lets run; what it does to the page is under the policy.
        var seen = await ada.Page.EvaluateAsync<string>($$"""
            () => new Promise(done => {
                addEventListener('securitypolicyviolation', e => done(e.effectiveDirective))
                try { {{script}} } catch (refused) { }
            })
            """);

        Assert.Equal(violates, seen);
        Assert.Null(await ada.Page.EvaluateAsync<int?>("window.hit ?? null"));
    }
}
