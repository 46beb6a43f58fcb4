using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Navigation;

/// <summary>Links between real pages in real layouts, in Chromium, under the strict policy.</summary>
public sealed class NavigationTests(Chromium chromium) : ShopTest(chromium)
{
    [Fact]
    public async Task A_link_loads_inside_the_layout_and_takes_keyboard_title_and_screen_reader_along()
    {
        var ada = await OpenAsync();

        await FollowAsync(ada, "Products");

        await Expect(ada.Page).ToHaveURLAsync(Url + "/products");
        await Expect(ada.Page).ToHaveTitleAsync("Products – Shop");
        await Expect(ada.Locator("h1")).ToBeFocusedAsync();
        await Expect(ada.Locator("[aria-live=polite]")).ToHaveTextAsync("Products – Shop");
        await Expect(ada.Locator("nav a[aria-current=page]")).ToHaveTextAsync("Products");
        await StillAsync(ada);
    }

    [Fact]
    public async Task Layouts_inside_layouts_come_stay_and_go()
    {
        var ada = await OpenAsync();

        await FollowAsync(ada, "Users");
        await HeadingAsync(ada, "Users");
        await Expect(ada.Locator("#map")).ToHaveTextAsync("mounted");
        await ada.Page.EvaluateAsync("document.querySelector('[aria-label=\"Back office\"]').dataset.same = ''");
        await FollowAsync(ada, "Log");
        await HeadingAsync(ada, "Log");
        await Expect(ada.Locator("[data-same]")).ToHaveCountAsync(1);
        await Expect(ada.Locator("body")).ToHaveAttributeAsync("data-map", "unmounted");
        await FollowAsync(ada, "Home");
        await HeadingAsync(ada, "Home");
        await Expect(ada.Locator("#office")).ToHaveCountAsync(0);
        await StillAsync(ada);
    }

    [Fact]
    public async Task Back_and_forward_lead_to_where_the_page_was()
    {
        var ada = await OpenAsync();
        await ada.Locator("#seven").ScrollIntoViewIfNeededAsync();
        var place = await ada.Page.EvaluateAsync<int>("Math.round(scrollY)");
        Assert.True(place > 1000);

        await ada.Locator("#seven").ClickAsync();
        await HeadingAsync(ada, "Product 7");
        Assert.Equal(0, await ada.Page.EvaluateAsync<int>("Math.round(scrollY)"));
        await ada.Page.EvaluateAsync("history.back()");
        await HeadingAsync(ada, "Home");
        Assert.Equal(place, await ada.Page.EvaluateAsync<int>("Math.round(scrollY)"));
        await ada.Page.EvaluateAsync("history.forward()");
        await HeadingAsync(ada, "Product 7");
        await StillAsync(ada);
    }

    [Fact]
    public async Task A_click_with_ctrl_opens_another_tab()
    {
        var ada = await OpenAsync();

        var tab = await ada.Page.Context.RunAndWaitForPageAsync(() =>
            ada.Page.GetByRole(AriaRole.Link, new() { Name = "Users", Exact = true }).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] }));

        await Expect(tab).ToHaveTitleAsync("Users – Shop");
        await HeadingAsync(ada, "Home");
    }

    [Fact]
    public async Task A_second_click_cancels_the_first()
    {
        var ada = await OpenAsync();
        Gate.Closed = new TaskCompletionSource();

        await ada.Locator("#seven").ClickAsync();
        await Expect(ada.Locator("#content")).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(ada.Locator("[data-livegen-progress]")).ToHaveCountAsync(1);
        await FollowAsync(ada, "Users");
        await HeadingAsync(ada, "Users");
        Gate.Closed.SetResult();

        await FollowAsync(ada, "Log"); // whatever the first one brings has come by then
        await HeadingAsync(ada, "Log");
        await Expect(ada.Locator("[aria-busy], [data-livegen-progress]")).ToHaveCountAsync(0);
        await StillAsync(ada);
    }

    [Fact]
    public async Task Who_has_not_saved_can_stay()
    {
        var ada = await OpenAsync();
        await ada.Page.EvaluateAsync("document.addEventListener('livegen:before-navigate', e => { if (!confirm('Leave?')) e.preventDefault() })");
        ada.AcceptsDialogs = false;

        await FollowAsync(ada, "Products");
        Assert.Equal(["Leave?"], ada.Dialogs);
        await HeadingAsync(ada, "Home");
        ada.AcceptsDialogs = true;
        await FollowAsync(ada, "Products");
        await HeadingAsync(ada, "Products");
    }

    [Fact]
    public async Task A_page_that_fails_is_shown_by_the_browser()
    {
        var ada = await OpenAsync();
        ada.ExpectTrouble();

        var answer = await ada.Page.RunAndWaitForResponseAsync(
            () => FollowAsync(ada, "Broken"), response => response.Request.IsNavigationRequest);

        Assert.Equal(500, answer.Status);
    }

    [Fact]
    public async Task After_a_new_build_pages_are_loaded_whole()
    {
        var ada = await OpenAsync();
        await ada.Page.RouteAsync("**/products", route => route.Request.Headers.ContainsKey("livegen-build")
            ? route.ContinueAsync(new() { Headers = new Dictionary<string, string>(route.Request.Headers) { ["livegen-build"] = "another" } })
            : route.ContinueAsync());

        await FollowAsync(ada, "Products");

        await HeadingAsync(ada, "Products");
        await ReloadedAsync(ada);
    }
}
