using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;

namespace LiveGen.BrowserTests.Plugins;

/// <summary>Somebody uses a page of a <see cref="PluginSite"/>.</summary>
public abstract class PluginTest(Chromium chromium) : BrowserTest(chromium)
{
    PluginSite? _site;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_site is not null)
            await _site.DisposeAsync();
    }

    protected async Task<Visitor> OpenAsync(
        string environment = "Production", bool stopClock = false, BrowserNewContextOptions? options = null, string path = "/")
    {
        _site = await PluginSite.StartAsync(environment);
        var visitor = await ArriveAsync(options);
        if (stopClock)
            await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync(_site.Url + path);
        if (path == "/")
            await visitor.ConnectedAsync();
        if (stopClock)
            await visitor.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddSeconds(15)); // sooner than the page misses a heartbeat
        return visitor;
    }

    protected static ILocator Toasts(Visitor visitor) => visitor.Locator("[data-livegen-toast]");
}
