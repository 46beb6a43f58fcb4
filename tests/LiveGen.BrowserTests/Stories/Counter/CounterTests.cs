using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Counter;

public sealed class CounterTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task A_click_adds_to_what_stands_in_the_field()
    {
        var ada = await OpenAsync("/counter");

        await ada.Locator("#increment").ClickAsync();
        await Expect(ada.Locator("#n")).ToHaveValueAsync("2");
        await ada.Locator("#n").FillAsync("41");
        await ada.Locator("#increment").ClickAsync();
        await Expect(ada.Locator("#n")).ToHaveValueAsync("42");
        await ada.Locator("#back").ClickAsync();
        await Expect(ada.Locator("#n")).ToHaveValueAsync("41");
    }

    [Fact]
    public async Task A_field_without_a_number_says_so_and_keeps_the_page()
    {
        var ada = await OpenAsync("/counter");

        await ada.Locator("#n").FillAsync("");
        await ada.Locator("#increment").ClickAsync();
        await Expect(ada.Locator("#n:invalid")).ToHaveJSPropertyAsync("validationMessage", "This is required.");
        await ada.Locator("#n").FillAsync("2147483648");
        await ada.Locator("#increment").ClickAsync();
        await Expect(ada.Locator("#n:invalid")).ToHaveJSPropertyAsync("validationMessage",
            "This must be a whole number from -2147483648 to 2147483647.");

        await ada.Locator("#n").FillAsync("6");
        await ada.Locator("#increment").ClickAsync();
        await Expect(ada.Locator("#n")).ToHaveValueAsync("7");
    }
}
