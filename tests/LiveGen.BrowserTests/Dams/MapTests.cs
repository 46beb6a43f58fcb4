using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

public sealed class MapTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    [Fact]
    public async Task The_list_leads_the_map_to_a_dam_and_a_click_on_it_says_what_it_is()
    {
        var bob = await WatchAsync(server, "viewer");
        await bob.Locator("#list").GetByText("Agency Valley Dam").ClickAsync();
        var popup = bob.Locator("#map-popup");
        await Expect(popup.Locator("h3")).ToHaveTextAsync("Agency Valley Dam");
        await Expect(popup.Locator("dd")).ToHaveTextAsync(["Reclamation", "North Fork of the Malheur River", "1935"]);
        await Expect(bob.Locator("#list li")).Not.ToHaveCountAsync(50); // the list went along
        await popup.GetByLabel("Close").ClickAsync();
        await Expect(popup).ToBeHiddenAsync();

        var (x, y) = await MiddleAsync(bob);
        await bob.Page.Mouse.ClickAsync(x, y);
        await Expect(popup.Locator("h3")).ToHaveTextAsync("Agency Valley Dam");
        await Expect(popup).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Moving_and_zooming_the_map_changes_the_list()
    {
        var bob = await WatchAsync(server, "viewer");
        var count = bob.Locator("#list-count");
        var all = await count.InnerTextAsync();
        var (x, y) = await MiddleAsync(bob);

        await bob.Locator(".ol-zoom-in").ClickAsync();
        await Expect(count).Not.ToHaveTextAsync(all);
        // How far the map goes on behind the pointer is a matter of time: there might be as many dams as before, but not the same.
        var listed = bob.Locator("#list li");
        var before = await listed.AllTextContentsAsync();

        await bob.Page.Mouse.MoveAsync(x, y);
        await bob.Page.Mouse.DownAsync();
        await bob.Page.Mouse.MoveAsync(x + 200, y, new() { Steps = 5 });
        await bob.Page.Mouse.UpAsync();
        await Expect(listed).Not.ToHaveTextAsync(before);
    }

    [Fact]
    public async Task Whoever_zooms_before_the_map_is_drawn_changes_the_list_too()
    {
        var ada = await WatchAsync(server, "viewer");
        var bob = await ArriveAsync();
        await bob.Page.AddInitScriptAsync("""
            new MutationObserver((_, observer) => {
                const zoom = document.querySelector(".ol-zoom-in")
                if (!zoom) return
                observer.disconnect()
                zoom.click()
            }).observe(document, { childList: true, subtree: true })
            """);
        await SignInAsync(bob, server, "viewer");

        await Expect(bob.Locator("#list-count")).Not.ToHaveTextAsync(await ada.Locator("#list-count").InnerTextAsync());
    }

    [Fact]
    public async Task It_is_an_element_that_lives_as_long_as_its_page_and_goes_where_its_attribute_says()
    {
        var bob = await WatchAsync(server, "viewer");
        var count = bob.Locator("#list-count");
        var all = await count.InnerTextAsync();
        await bob.Locator("nav a").Filter(new() { HasText = "Dams" }).ClickAsync();
        await Expect(bob.Locator("h1")).ToHaveTextAsync("Dams");
        await bob.Locator("nav a").Filter(new() { HasText = "Map" }).ClickAsync();
        await Expect(bob.Locator("dam-map canvas").First).ToBeVisibleAsync();

        await bob.Page.EvaluateAsync("document.querySelector('dam-map').setAttribute('extent', '-116,35,-114,37')");
        await Expect(count).Not.ToHaveTextAsync(all);
        await bob.Locator("#list").GetByText("Hoover Dam").ClickAsync();
        await Expect(bob.Locator("#map-popup h3")).ToHaveTextAsync("Hoover Dam");

        // Taken out and put back elsewhere, as by a script that knows nothing of it.
        await bob.Page.EvaluateAsync("{ const map = document.querySelector('dam-map'); map.remove(); document.querySelector('.map-frame').append(map) }");
        await Expect(bob.Locator("dam-map canvas").First).ToBeVisibleAsync();
        await bob.Locator("#list button").First.ClickAsync();
        await Expect(bob.Locator("#map-popup h3")).ToBeVisibleAsync();
    }

    static async Task<(float X, float Y)> MiddleAsync(Visitor visitor)
    {
        var box = (await visitor.Locator("#map").BoundingBoxAsync())!;
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }
}
