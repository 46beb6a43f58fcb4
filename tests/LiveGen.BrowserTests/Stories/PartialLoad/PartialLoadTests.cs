using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.PartialLoad;

public sealed class PartialLoadTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task Links_change_what_stands_inside_the_layout_and_nothing_else()
    {
        var ada = await OpenMarkedAsync();
        await ada.Locator("#search").FillAsync("half a wo");

        await ada.Locator("#two").ClickAsync();

        await Expect(ada.Locator("h1")).ToHaveTextAsync("Page Two");
        await Expect(ada.Page).ToHaveURLAsync(Site.Url + "/partial/two");
        await Expect(ada.Page).ToHaveTitleAsync("Page Two");
        await Expect(ada.Locator("#search")).ToHaveValueAsync("half a wo");
        Assert.True(await IsStillTheSameAsync(ada));
    }

    [Fact]
    public async Task Back_and_forward_work_and_callbacks_of_each_page_do_too()
    {
        var ada = await OpenMarkedAsync();
        await ada.Locator("#two").ClickAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Page Two");
        await ada.Locator("#say").ClickAsync();
        await Expect(ada.Locator("#said")).ToHaveTextAsync("Said from two");
        await ada.Locator("#far").ClickAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Page Three");

        await ada.Page.GoBackAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Page Two");
        await Expect(ada.Locator("#far")).ToBeInViewportAsync(); // where the reader was
        await ada.Page.GoBackAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Page One");
        await ada.Locator("#say").ClickAsync();
        await Expect(ada.Locator("#said")).ToHaveTextAsync("Said from one");
        await ada.Page.GoForwardAsync();
        await Expect(ada.Page).ToHaveTitleAsync("Page Two");
        Assert.True(await IsStillTheSameAsync(ada));
    }

    async Task<Visitor> OpenMarkedAsync()
    {
        var visitor = await OpenAsync("/partial/one");
        await visitor.FollowsLinksAsync();
        await visitor.Page.EvaluateAsync("() => { window.loadedOnce = true }");
        return visitor;
    }

    static Task<bool> IsStillTheSameAsync(Visitor visitor) => visitor.Page.EvaluateAsync<bool>("() => window.loadedOnce === true");
}
