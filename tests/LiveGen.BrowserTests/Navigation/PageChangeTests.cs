using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Navigation;

/// <summary>What stays when the page changes, what goes, and pages that are loaded ahead.</summary>
public sealed class PageChangeTests(Chromium chromium) : ShopTest(chromium)
{
    [Fact]
    public async Task A_permanent_element_goes_along_until_a_page_has_it_no_more()
    {
        var ada = await OpenAsync();
        await ada.Page.EvaluateAsync("document.getElementById('player').textContent = 'playing'");

        await FollowAsync(ada, "Products");
        await HeadingAsync(ada, "Products");
        await Expect(ada.Locator("#player")).ToHaveTextAsync("playing");
        await FollowAsync(ada, "Users");
        await HeadingAsync(ada, "Users");
        await Expect(ada.Locator("#player")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_layouts_socket_stays_and_what_came_later_calls_over_it_the_pages_own_ends()
    {
        var ada = await OpenAsync();

        await FollowAsync(ada, "Products");
        await ada.Locator("#order").ClickAsync();
        await Expect(ada.Locator("#shown")).ToHaveTextAsync("Ordered 7");
        await ada.Locator("#next").ClickAsync();
        await Expect(ada.Locator("#shown")).ToHaveTextAsync("Page 2 of all");
        var stock = Assert.Single(ada.Sockets, socket => socket.Url.EndsWith("/ws/stock", StringComparison.Ordinal));
        await FollowAsync(ada, "Home");
        await HeadingAsync(ada, "Home");

        Assert.True(stock.IsClosed || await ClosesAsync(stock));
        await TellAsync(() => Morph("news", "Sale!"));
        await Expect(ada.Locator("#news")).ToHaveTextAsync("Sale!");
        Assert.Single(ada.Sockets, socket => socket.Url.EndsWith("/ws/news", StringComparison.Ordinal));
    }

    static async Task<bool> ClosesAsync(IWebSocket socket)
    {
        var closed = new TaskCompletionSource();
        socket.Close += (_, _) => closed.TrySetResult();
        if (!socket.IsClosed)
            await closed.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds));
        return true;
    }

    [Fact]
    public async Task A_search_form_puts_its_fields_into_the_address_and_the_handler_gets_them()
    {
        var ada = await OpenAsync("/products");

        await ada.Locator("#find").FillAsync("red & blue");
        await ada.Locator("#find").PressAsync("Enter");

        await Expect(ada.Locator("#shown")).ToHaveTextAsync("Page 1 of red & blue");
        await Expect(ada.Page).ToHaveURLAsync(Url + "/products?find=red+%26+blue");
        await Expect(ada.Locator("#find")).ToBeFocusedAsync();
        await StillAsync(ada);
    }

    [Fact]
    public async Task An_address_that_a_handler_has_pushed_is_loaded_when_it_is_gone_back_to()
    {
        var ada = await OpenAsync("/products");

        await ada.Locator("#next").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(Url + "/products?page=2");
        await ada.Page.EvaluateAsync("history.back()");
        await Expect(ada.Locator("#shown")).ToHaveTextAsync("Page 1 of all");
        await Expect(ada.Page).ToHaveURLAsync(Url + "/products");
        await ada.Page.EvaluateAsync("history.forward()");
        await Expect(ada.Locator("#shown")).ToHaveTextAsync("Page 2 of all");
        await StillAsync(ada);
    }

    [Fact]
    public async Task A_link_under_the_pointer_is_loaded_ahead_unless_it_says_otherwise()
    {
        var ada = await OpenAsync();
        var asked = new List<string>();
        ada.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Products", Exact = true }).HoverAsync();
        await ada.Page.RunAndWaitForRequestFinishedAsync(
            () => ada.Page.GetByRole(AriaRole.Link, new() { Name = "Users", Exact = true }).HoverAsync(),
            new() { Predicate = request => request.Url == Url + "/office/users" }); // another may be the runtime's
        await FollowAsync(ada, "Users");
        await HeadingAsync(ada, "Users");

        Assert.Equal(["/office/users"], asked.Where(path => path != "/map.js"));
    }

    [Theory]
    [InlineData(ReducedMotion.NoPreference, 1)]
    [InlineData(ReducedMotion.Reduce, 0)]
    public async Task A_page_changes_in_a_transition_unless_the_person_wants_little_motion(ReducedMotion motion, int transitions)
    {
        var ada = await OpenAsync(options: new() { ReducedMotion = motion });
        await ada.Page.EvaluateAsync(
            "{ const real = document.startViewTransition.bind(document); document.startViewTransition = run => { began++; return real(run) }; window.began = 0 }");

        await FollowAsync(ada, "Users");
        await HeadingAsync(ada, "Users");

        Assert.Equal(transitions, await ada.Page.EvaluateAsync<int>("began"));
    }
}
