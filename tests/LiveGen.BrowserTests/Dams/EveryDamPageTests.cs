using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Stories.Accessibility;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>Every page of the inventory: for everybody, and on a phone.</summary>
public sealed class EveryDamPageTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    public static TheoryData<string> Paths => ["/", "/dams", "/dams?size=50&sort=Built", "/dams/add", "/hydrographs/assign", "/dams/import", "/hydrographs/1", "/denied"];

    async Task<Visitor> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var ada = await EnterAsync(server, "admin", options: options);
        if (path.StartsWith("/hydrographs/1", StringComparison.Ordinal))
            await AssignAsync(ada, server, "Agate Dam", DamServer.Hydrograph);
        if (path == "/denied")
            ada.ExpectTrouble(); // it says 403
        await ada.GoAsync(server.Page(path));
        return ada;
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task It_keeps_nobody_out(string path)
    {
        var ada = await OpenAsync(path);
        if (path == "/dams/add")
        {
            await ada.ShowsErrorsAsync();
            await ada.Locator("#add").ClickAsync();
            await Expect(Error(ada, "")).ToHaveTextAsync("Please fix errors.");
        }
        if (path == "/")
        {
            await ada.Locator("#list button").First.ClickAsync();
            await Expect(ada.Locator("#map-popup h3")).ToBeVisibleAsync();
            await Expect(ada.Locator("#list li")).Not.ToHaveCountAsync(50); // the list went along
        }

        await Axe.RequireNoFindingsAsync(ada.Page);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task It_fits_a_phone(string path)
    {
        var ada = await OpenAsync(path, new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true });

        var (inside, outside) = (await ada.Page.EvaluateAsync<int>("document.documentElement.clientWidth"), await ada.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal(inside, outside);
        Assert.Empty(await ada.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('main :is(button, a.button, input, select)')]
                .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)
            """));
    }

    [Fact]
    public async Task The_sign_in_page_keeps_nobody_out()
    {
        var eve = await ArriveAsync();
        await eve.GoAsync(server.Page("/sign-in"));

        await Axe.RequireNoFindingsAsync(eve.Page);
    }
}
