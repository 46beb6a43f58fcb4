using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Forms;

public sealed class FormTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    static ILocator Error(Visitor visitor, string name) => visitor.Locator($"[data-livegen-error='{name}']");

    static async Task FillAsync(Visitor visitor)
    {
        await visitor.Locator("#guests").FillAsync("13");
        await visitor.Locator("#companion").FillAsync("Bo");
        await visitor.Locator("#music").CheckAsync();
        await visitor.Locator("#outside").CheckAsync();
        await visitor.Locator("#note").FillAsync("<b> & \"more\"");
    }

    static async Task StillThereAsync(Visitor visitor)
    {
        await Expect(visitor.Locator("#guests")).ToHaveValueAsync("13");
        await Expect(visitor.Locator("#companion")).ToHaveValueAsync("Bo");
        await Expect(visitor.Locator("#music")).ToBeCheckedAsync();
        await Expect(visitor.Locator("#cake")).Not.ToBeCheckedAsync();
        await Expect(visitor.Locator("#outside")).ToBeCheckedAsync();
        await Expect(visitor.Locator("#note")).ToHaveValueAsync("<b> & \"more\"");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_form_keeps_what_was_typed_says_what_is_wrong_and_goes_through_when_it_is_right(bool javaScript)
    {
        var ada = await OpenAsync("/forms", new() { JavaScriptEnabled = javaScript });
        if (javaScript)
            await ada.ShowsErrorsAsync();
        await FillAsync(ada);

        await ada.Locator("#book").ClickAsync();
        await Expect(Error(ada, "Name")).ToContainTextAsync("Say who you are.");
        await Expect(Error(ada, "Guests")).ToHaveTextAsync("We have tables for 1 to 12.");
        await Expect(Error(ada, "Day")).ToHaveTextAsync("");
        await Expect(ada.Locator("#name")).ToBeFocusedAsync();
        await Expect(ada.Locator("#name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(ada.Locator("#name")).ToHaveAccessibleDescriptionAsync("Say who you are. 2 to 40 characters, please.");
        await StillThereAsync(ada);

        await ada.Locator("#name").FillAsync("Ada");
        await ada.Locator("#guests").FillAsync("12");
        await ada.Locator("#book").ClickAsync();
        await Expect(Error(ada, "")).ToHaveTextAsync("Please agree.");
        await Expect(Error(ada, "Name")).ToHaveTextAsync("");

        await ada.Locator("#terms").CheckAsync();
        await ada.Locator("#book").ClickAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Ada 12 Bo music outside <b> & \"more\"");
    }

    [Fact]
    public async Task Who_fills_in_a_form_is_told_about_the_fields_that_are_done()
    {
        var ada = await OpenAsync("/forms");
        await ada.ShowsErrorsAsync();

        await ada.Locator("#name").FillAsync("A");
        await ada.Locator("#guests").PressSequentiallyAsync("13");
        await Expect(Error(ada, "Name")).ToHaveTextAsync("2 to 40 characters, please.");
        await Expect(ada.Locator("#guests")).ToBeFocusedAsync();
        await ada.Locator("#companion").FocusAsync();
        await Expect(Error(ada, "Guests")).ToHaveTextAsync("We have tables for 1 to 12.");
        await Expect(Error(ada, "Companion.Name")).ToHaveTextAsync("");

        await ada.Locator("#name").FillAsync("Ada");
        await Expect(Error(ada, "Name")).ToHaveTextAsync("");
        await ada.Locator("#companion").FocusAsync();
        await Expect(Error(ada, "Guests")).ToHaveTextAsync("We have tables for 1 to 12.");
    }
}
