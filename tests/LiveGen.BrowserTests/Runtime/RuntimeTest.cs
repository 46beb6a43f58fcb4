using LiveGen.BrowserTests.Browsing;

namespace LiveGen.BrowserTests.Runtime;

/// <summary>Template, wire and runtime end to end: a page written in C#, real Chromium, and what the C# consumer gets.</summary>
public abstract class RuntimeTest(Chromium chromium) : BrowserTest(chromium)
{
    TestSite? _site;

    internal TestSite Site => _site!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_site is not null)
            await _site.DisposeAsync();
    }

    /// <summary>Serves a page.</summary>
    protected async Task ServeAsync(Action content) => _site = await TestSite.StartAsync(content);

    /// <summary>Serves a page and opens it.</summary>
    protected async Task<Visitor> OpenAsync(Action content, bool stopClock = false)
    {
        await ServeAsync(content);
        var visitor = await ArriveAsync();
        if (stopClock)
            await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync(Site.Url);
        await visitor.ConnectedAsync();
        if (stopClock)
            await visitor.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddSeconds(15)); // sooner than the page misses a heartbeat
        return visitor;
    }
}
