using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Targets;

public sealed class TargetsTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task One_action_writes_into_several_places()
    {
        var ada = await OpenAsync("/targets");

        await ada.Locator("#amount").FillAsync("3");
        await ada.Locator("#place").ClickAsync();

        await Expect(ada.Locator("#basket")).ToHaveTextAsync("3 things");
        await Expect(ada.Locator("#summary")).ToHaveTextAsync("You have ordered 3");
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Targets (3)");
        await Expect(ada.Locator("#history li")).ToHaveTextAsync(["Ordered 3"]);
        await Expect(ada.Locator("#amount")).ToHaveValueAsync("1");
        await ada.Locator("#amount").PressAsync("Enter");
        await Expect(ada.Locator("#history li")).ToHaveTextAsync(["Ordered 3", "Ordered 1"]);
        await Expect(ada.Locator("#basket")).ToHaveTextAsync("1 thing");
    }
}
