using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>A test with visitors; it fails when one of them saw an error that the test did not announce.</summary>
[Collection(SiteLine.Name)]
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    readonly ConcurrentQueue<(IBrowserContext Context, Visitor Visitor)> _visitors = []; // some arrive at the same time
    readonly Stack<IAsyncDisposable> _behind = [];

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var (context, _) in _visitors)
            await context.CloseAsync();
        while (_behind.TryPop(out var server))
            await server.DisposeAsync();
        var problems = _visitors.SelectMany(visit => visit.Visitor.Problems).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>Another person, with cookies and storage of their own.</summary>
    protected async Task<Visitor> ArriveAsync(BrowserNewContextOptions? options = null)
    {
        var context = await chromium.Browser.NewContextAsync(options);
        var visitor = await Visitor.ArriveAsync(context);
        _visitors.Enqueue((context, visitor));
        return visitor;
    }

    /// <summary>Has a server or network of this test end behind the pages, which would complain; what was kept last ends first.</summary>
    protected T Keep<T>(T server)
        where T : IAsyncDisposable
    {
        _behind.Push(server);
        return server;
    }

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);
}
