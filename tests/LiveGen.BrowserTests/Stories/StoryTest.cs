using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;

namespace LiveGen.BrowserTests.Stories;

/// <summary>Somebody uses a page of the <see cref="StorySite"/>.</summary>
public abstract class StoryTest(Chromium chromium, StorySite site) : BrowserTest(chromium)
{
    protected StorySite Site { get; } = site;

    protected async Task<Visitor> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var visitor = await ArriveAsync(options);
        await visitor.GoAsync(Site.Url + path);
        return visitor;
    }

    /// <summary>The same for somebody who has a name.</summary>
    protected Task<Visitor> OpenSignedInAsync(string name, string path) =>
        OpenAsync($"/sign-in-as?name={name}&returnUrl={Uri.EscapeDataString(path)}");
}
