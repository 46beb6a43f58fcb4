using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.ClientCommands;

public sealed class ClientCommandsTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task An_action_alerts_morphs_removes_and_hides()
    {
        var ada = await OpenAsync("/client-commands");

        await ada.Locator("#alert").ClickAsync();
        await ada.Locator("#batch").ClickAsync();
        await ada.Locator("#morph").ClickAsync(); // the calls of a page are answered in order
        await Expect(ada.Locator("#morphed > b")).ToHaveTextAsync("MORPHED!");
        Assert.Equal(["This is an alert!", "This is another!"], ada.Dialogs);
        await ada.Locator("#remove").ClickAsync();
        await Expect(ada.Locator("#remove-me")).ToHaveCountAsync(0);
        await ada.Locator("#hide").ClickAsync();
        await Expect(ada.Locator("#hide-me")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("#redirect", "command")]
    [InlineData("#result", "result")]
    public async Task An_action_leads_elsewhere(string button, string by)
    {
        var ada = await OpenAsync("/client-commands");

        await ada.Locator(button).ClickAsync();

        await Expect(ada.Page).ToHaveURLAsync($"{Site.Url}/elsewhere?by={by}");
        await Expect(ada.Locator("main p")).ToHaveTextAsync($"Redirected by {by}");
    }
}
