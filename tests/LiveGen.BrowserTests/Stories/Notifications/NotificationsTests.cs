using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Notifications;

public sealed class NotificationsTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task The_page_and_its_actions_notify_and_a_text_stays_a_text()
    {
        var ada = await OpenAsync("/notifications");
        var notes = ada.Locator("#notifications li");
        await Expect(notes).ToHaveTextAsync(["Please notify me!"]);

        await ada.Locator("#notify").ClickAsync();

        await Expect(notes).ToHaveTextAsync(["Please notify me!", "Consider yourself <b>notified</b>…"]);
        await Expect(ada.Locator("#notifications li[data-level=error]")).ToHaveCountAsync(1);
    }
}
