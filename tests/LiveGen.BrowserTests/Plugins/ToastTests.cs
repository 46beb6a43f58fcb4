using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Stories.Accessibility;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Plugins;

/// <summary>Toasts: small messages that come and go, and keep nobody out.</summary>
public sealed class ToastTests(Chromium chromium) : PluginTest(chromium)
{
    [Fact]
    public async Task They_are_stacked_and_said_by_their_urgency()
    {
        // The clock stands still, for they go by themselves; and they do not glide to their places.
        var ada = await OpenAsync(stopClock: true, options: new() { ReducedMotion = ReducedMotion.Reduce });

        await ada.Locator("#success").ClickAsync();
        await ada.Locator("#info").ClickAsync();
        await ada.Locator("#error").ClickAsync();

        await Expect(ada.Locator("[role=status] > [data-livegen-toast]")).ToHaveTextAsync(["Saved.×", "Copied.×"]);
        await Expect(ada.Locator("[role=alert] > [data-livegen-toast=error]")).ToHaveTextAsync("Not saved.×");
        var boxes = await Task.WhenAll((await Toasts(ada).AllAsync()).Select(toast => toast.BoundingBoxAsync()));
        Assert.All(boxes.Zip(boxes.Skip(1)), pair => Assert.True(pair.First!.Y + pair.First.Height <= pair.Second!.Y));
        await ada.Page.Clock.ResumeAsync(); // axe has timers of its own
        Assert.Equal("", string.Join("\n", await Axe.FindingsAsync(ada.Page)));
    }

    [Fact]
    public async Task The_button_takes_one_away_and_the_keyboard_goes_back_to_where_it_was()
    {
        var ada = await OpenAsync(stopClock: true);
        await ada.Locator("#success").ClickAsync();
        await ada.Locator("#info").ClickAsync();
        await Expect(Toasts(ada)).ToHaveCountAsync(2);
        await ada.Locator("#field").FocusAsync();

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).First.ClickAsync();
        await Expect(Toasts(ada)).ToHaveTextAsync(["Copied.×"]);
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" })).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(Toasts(ada)).ToHaveCountAsync(0);
        await Expect(ada.Locator("#field")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Escape_takes_away_the_newest()
    {
        var ada = await OpenAsync(stopClock: true);
        await ada.Locator("#success").ClickAsync();
        await ada.Locator("#info").ClickAsync();
        await Expect(Toasts(ada)).ToHaveCountAsync(2);

        await ada.Page.Keyboard.PressAsync("Escape");

        await Expect(Toasts(ada)).ToHaveTextAsync(["Saved.×"]);
    }

    [Fact]
    public async Task They_go_by_themselves_but_not_under_the_pointer_and_errors_never()
    {
        var ada = await OpenAsync(stopClock: true);
        await ada.Locator("#error").ClickAsync();
        await ada.Locator("#success").ClickAsync();
        await Expect(Toasts(ada)).ToHaveCountAsync(2);

        await Toasts(ada).Last.HoverAsync();
        await ada.Page.Clock.RunForAsync(9_000);
        await Expect(Toasts(ada)).ToHaveCountAsync(2);
        await ada.Locator("h1").HoverAsync();
        await ada.Page.Clock.RunForAsync(7_500);
        await Expect(Toasts(ada)).ToHaveCountAsync(2);
        await ada.Page.Clock.RunForAsync(1_000);

        await Expect(Toasts(ada)).ToHaveTextAsync(["Not saved.×"]);
    }

    [Fact]
    public async Task Behind_a_redirect_they_are_on_the_next_page_and_not_there_again()
    {
        var ada = await OpenAsync();

        await ada.Locator("#finish").ClickAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Done");
        await Expect(Toasts(ada)).ToHaveTextAsync(["Finished.×"]);
        await ada.Page.ReloadAsync();

        await Expect(ada.Locator("h1")).ToHaveTextAsync("Done");
        await Expect(Toasts(ada)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_scripts_they_are_in_the_page()
    {
        var ada = await OpenAsync(options: new() { JavaScriptEnabled = false }, path: "/gone");

        await Expect(ada.Locator("h1")).ToHaveTextAsync("Done");
        await Expect(Toasts(ada)).ToHaveTextAsync("That is gone.");
        await Expect(Toasts(ada)).ToBeInViewportAsync();
    }

    [Fact]
    public async Task On_a_phone_they_fit_and_nothing_moves_for_those_who_asked()
    {
        var ada = await OpenAsync(options: new() { ViewportSize = new() { Width = 360, Height = 640 }, ReducedMotion = ReducedMotion.Reduce });

        await ada.Locator("#success").ClickAsync();

        var box = await Toasts(ada).BoundingBoxAsync();
        Assert.InRange(box!.X, 8, 40);
        Assert.InRange(box.X + box.Width, 300, 352);
        await Expect(Toasts(ada)).ToHaveCSSAsync("animation-name", "none");
    }
}
