using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Stories.KitchenSink;

/// <summary>Every kind of event as a person makes it, listed by the server in the order in which it came.</summary>
public sealed class KitchenSinkTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task Mouse_and_pointer()
    {
        var ada = await OpenSinkAsync();

        await ada.Locator("#click").ClickAsync();
        await ada.Locator("#dblclick").DblClickAsync();
        await ada.Locator("#menu").ClickAsync(new() { Button = MouseButton.Right });
        await ada.Locator("#press").ClickAsync();
        await ada.Locator("#hover").HoverAsync();
        await ada.Locator("h1").HoverAsync();

        await SaysAsync(ada, "click", "dblclick", "contextmenu", "pointerdown", "pointerup", "mouseenter", "mouseleave");
    }

    [Fact]
    public async Task Keyboard_and_fields()
    {
        var ada = await OpenSinkAsync();

        await ada.Locator("#input").PressSequentiallyAsync("ab");
        await ada.Locator("#input").PressAsync("Tab");
        await ada.Locator("#keys").PressAsync("s");
        await ada.Locator("#keys").PressAsync("Control+s");
        await ada.Locator("#keys").PressAsync("Escape");
        await ada.Locator("#focus").FocusAsync();
        await ada.Locator("#focus").FillAsync("left behind");
        await ada.Locator("#focus").PressAsync("Tab");
        await ada.Locator("#field").FillAsync("by Enter");
        await ada.Locator("#field").PressAsync("Enter");
        await ada.Locator("#summary").ClickAsync();

        await SaysAsync(ada,
            "input: a", "input: ab", "change: ab", "keydown Ctrl+S", "keyup Escape", "focus", "blur: left behind", "submit: by Enter", "toggle");
        await Expect(ada.Page).ToHaveURLAsync(Site.Url + "/kitchen-sink"); // the form did not leave
    }

    [Fact]
    public async Task What_is_cut_elsewhere_is_pasted_here()
    {
        var ada = await OpenSinkAsync();
        await ada.Locator("#field").FillAsync("from the clipboard");

        await ada.Locator("#field").PressAsync("Control+a");
        await ada.Locator("#field").PressAsync("Control+x");
        await ada.Locator("#paste").PressAsync("Control+v");

        await SaysAsync(ada, "paste", "pasted: from the clipboard");
    }

    [Fact]
    public async Task What_is_dragged_is_dropped()
    {
        var ada = await OpenSinkAsync();

        await ada.Locator("#dragged").DragToAsync(ada.Locator("#place"));

        await SaysAsync(ada, "dragstart: Drag me", "drop: Drop here");
    }

    [Fact]
    public async Task An_event_of_our_own_goes_from_the_server_through_the_page_to_the_server()
    {
        var ada = await OpenSinkAsync();

        await ada.Locator("#raise").ClickAsync();

        await SaysAsync(ada, "custom: in the element");
    }

    async Task<Visitor> OpenSinkAsync()
    {
        var visitor = await OpenAsync("/kitchen-sink");
        await visitor.ConnectedAsync();
        return visitor;
    }

    static Task SaysAsync(Visitor visitor, params string[] log) => Expect(visitor.Locator("#log li")).ToHaveTextAsync(log);
}
