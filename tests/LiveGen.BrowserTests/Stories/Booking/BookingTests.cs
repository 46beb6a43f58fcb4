using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Stories.Accessibility;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Booking;

/// <summary>Each test leaves the calendar as it was.</summary>
public sealed class BookingTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task Who_has_not_signed_in_does_so_and_comes_back()
    {
        var ada = await OpenAsync("/booking");

        await Expect(ada.Locator("h1")).ToHaveTextAsync("Sign in");
        await ada.Locator("#name").FillAsync("Ada");
        await ada.Locator("#name").PressAsync("Enter");

        await Expect(ada.Page).ToHaveURLAsync(Site.Url + "/booking");
        await Expect(ada.Locator("#times li")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Search_shows_what_fits_while_somebody_types()
    {
        var ada = await OpenSignedInAsync("Ada", "/booking");
        await Expect(ada.Locator("#count")).ToHaveTextAsync("4 free");

        await ada.Locator("#search").PressSequentiallyAsync("curie");
        await Expect(ada.Locator("#count")).ToHaveTextAsync("2 free");
        await Expect(ada.Locator("#search")).ToHaveValueAsync("curie");
        await ada.Locator("#search").PressSequentiallyAsync("x");
        await Expect(ada.Locator("#count")).ToHaveTextAsync("0 free");
        await ada.Locator("#search").FillAsync("");
        await Expect(ada.Locator("#count")).ToHaveTextAsync("4 free");
    }

    [Fact]
    public async Task A_form_says_what_is_wrong_keeps_what_was_typed_and_then_books()
    {
        var ada = await OpenSignedInAsync("Ada", "/booking");
        await ada.Locator("#book-3").ClickAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Book 2026-12-02 10:00 Dr Bohr");
        await ada.Page.WaitForLoadStateAsync(); // before the runtime is there the browser itself submits

        await ada.Locator("#reason").FillAsync("ab");
        await ada.Locator("#mail").FillAsync("ada@example.org");
        await ada.Locator("#people").FillAsync("9");
        await ada.Locator("#book").ClickAsync();
        await InvalidAsync(ada, "#reason", "Say it in 3 to 80 characters.");
        await InvalidAsync(ada, "#people", "1 to 4 people fit in.");
        await Expect(ada.Locator("#mail")).ToHaveValueAsync("ada@example.org");
        await Axe.RequireNoFindingsAsync(ada.Page);

        await ada.Locator("#reason").FillAsync("Cough");
        await ada.Locator("#people").FillAsync("2");
        await ada.Locator("#book").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(Site.Url + "/booking/mine");
        await Expect(ada.Locator("#slot-3")).ToContainTextAsync("2026-12-02 10:00 Dr Bohr: Cough (2)");
        await ada.Page.WaitForLoadStateAsync(); // nobody hears a click before the runtime is there

        ada.AcceptsDialogs = false;
        await ada.Locator("#cancel-3").ClickAsync();
        ada.AcceptsDialogs = true;
        await ada.Locator("#cancel-3").ClickAsync();
        await Expect(ada.Locator("#mine li")).ToHaveCountAsync(0);
        Assert.Equal(["Are you sure?", "Are you sure?"], ada.Dialogs);
    }

    [Fact]
    public async Task Only_one_gets_the_time_and_the_other_is_told()
    {
        var ada = await OpenSignedInAsync("Ada", "/booking/4");
        var bob = await OpenSignedInAsync("Bob", "/booking/4");
        await FillAsync(ada);
        await FillAsync(bob);

        await ada.Locator("#book").ClickAsync();
        await Expect(ada.Locator("#mine li")).ToHaveCountAsync(1);
        await ada.Page.WaitForLoadStateAsync();
        await bob.Locator("#book").ClickAsync();

        await InvalidAsync(bob, "#reason", "Somebody was faster. Choose another time.");
        await ada.Locator("#cancel-4").ClickAsync();
        await Expect(ada.Locator("#mine li")).ToHaveCountAsync(0);

        static async Task FillAsync(Visitor visitor)
        {
            await visitor.Locator("#reason").FillAsync("Cough");
            await visitor.Locator("#mail").FillAsync("me@example.org");
        }
    }

    static Task InvalidAsync(Visitor visitor, string field, string message) =>
        Expect(visitor.Locator($"{field}:invalid")).ToHaveJSPropertyAsync("validationMessage", message);
}
