using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>A test with visitors; it fails when one of them saw an error that the test did not announce.</summary>
[Collection(SiteLine.Name)]
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    readonly List<(IBrowserContext Context, Visitor Visitor)> _visitors = [];

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var (context, _) in _visitors)
            await context.CloseAsync();
        var problems = _visitors.SelectMany(visit => visit.Visitor.Problems).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>Another person, with cookies and storage of their own.</summary>
    protected async Task<Visitor> ArriveAsync(BrowserNewContextOptions? options = null)
    {
        var context = await chromium.Browser.NewContextAsync(options);
        var visitor = await Visitor.ArriveAsync(context);
        _visitors.Add((context, visitor));
        return visitor;
    }

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);
}
