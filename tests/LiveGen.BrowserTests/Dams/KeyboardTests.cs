using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

public sealed class KeyboardTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    [Fact]
    public async Task Somebody_without_a_pointer_signs_in_adds_a_dam_and_finds_it()
    {
        var ada = await ArriveAsync();
        await ada.GoAsync(server.Page("/dams/add"));
        await Expect(ada.Locator("#name")).ToBeFocusedAsync();
        await TypeAsync(ada, "admin", "Tab", "admin", "Enter");
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Add dam");

        var name = NewName();
        await Expect(ada.Locator("#name")).ToBeFocusedAsync();
        await TypeAsync(ada, name, "Tab", "Army Corps", "Tab", "Test River", "Tab", "07041935", "Tab");
        await ada.Locator("#latitude").FocusAsync(); // the date field's button comes first
        await TypeAsync(ada, "41.5", "Tab", "-111.25", "Enter");
        await Expect(ada.Page).ToHaveURLAsync(server.Page("/"));
        await ada.ConnectedAsync();

        // The map goes closer with +, and the list's buttons lead it to a dam.
        await Expect(ada.Locator("#map canvas").First).ToBeVisibleAsync();
        var before = await ada.Locator("#list-count").InnerTextAsync();
        await ada.Locator("#map").FocusAsync();
        await ada.Page.Keyboard.PressAsync("+");
        await Expect(ada.Locator("#list-count")).Not.ToHaveTextAsync(before);
        await TypeAsync(ada, "Tab"); // the map lets go of the focus
        await Expect(ada.Locator(".ol-zoom-in")).ToBeFocusedAsync();
        await TypeAsync(ada, "Tab", "Tab");
        await Expect(ada.Locator("#list button").First).ToBeFocusedAsync();
        await TypeAsync(ada, "Enter");
        await Expect(ada.Locator("#map-popup h3")).ToBeVisibleAsync();

        // A search from the keyboard alone.
        await ada.GoAsync(server.Page("/dams"));
        await ada.Locator("#search").FocusAsync();
        await TypeAsync(ada, name);
        await Expect(ada.Locator("#dam-rows th")).ToHaveTextAsync([name]);
        await ada.Locator("#sort-Name").FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Locator("th[aria-sort=descending]")).ToHaveCountAsync(1);
        await Expect(ada.Locator("#sort-Name")).ToBeFocusedAsync();
    }

    static async Task TypeAsync(Visitor visitor, params string[] keys)
    {
        foreach (var key in keys)
        {
            if (key is "Tab" or "Enter")
                await visitor.Page.Keyboard.PressAsync(key);
            else
                await visitor.Page.Keyboard.TypeAsync(key);
        }
    }
}
