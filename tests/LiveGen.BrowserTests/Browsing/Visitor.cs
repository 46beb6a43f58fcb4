using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>
/// One person's browser: a page, and what went wrong in it. Console errors, uncaught exceptions and violations of the
/// content security policy are counted in every test; one in which a server dies on purpose says <see cref="ExpectTrouble"/>.
/// </summary>
public sealed class Visitor
{
    readonly ConcurrentQueue<string> _problems = new();
    readonly ConcurrentQueue<string> _dialogs = new();
    readonly ConcurrentQueue<IWebSocket> _sockets = new();
    bool _troubleExpected;

    Visitor(IPage page) => Page = page;

    public IPage Page { get; }

    public IReadOnlyCollection<string> Problems => _troubleExpected ? [] : _problems;

    /// <summary>What this person answers to the browser's own boxes.</summary>
    public bool AcceptsDialogs { get; set; } = true;

    /// <summary>Texts of the browser's own boxes.</summary>
    public IReadOnlyCollection<string> Dialogs => _dialogs;

    /// <summary>Every socket that the page has opened.</summary>
    public IReadOnlyCollection<IWebSocket> Sockets => _sockets;

    public static async Task<Visitor> ArriveAsync(IBrowserContext context)
    {
        // Tells of violations that the console would not.
        await context.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', e => console.error('CSP violation: ' + e.violatedDirective + ' ' + e.blockedURI))");
        var visitor = new Visitor(await context.NewPageAsync());
        visitor.Listen();
        return visitor;
    }

    /// <summary>Network errors belong to this test.</summary>
    public void ExpectTrouble() => _troubleExpected = true;

    public ILocator Locator(string selector) => Page.Locator(selector);

    public Task GoAsync(string url) => Page.GotoAsync(url, new() { Timeout = Chromium.PatienceMilliseconds });

    /// <summary>The page's sockets are open and welcomed.</summary>
    public Task ConnectedAsync() => Assertions.Expect(Locator("html")).ToHaveAttributeAsync("data-livegen", "open");

    /// <summary>The page has its server back. By itself it may take longer than other tests are patient: up to 30 s between two attempts.</summary>
    public async Task ReconnectedAsync(bool byItself = false)
    {
        if (!byItself)
            await TryNowAsync();
        await Assertions.Expect(Locator("html")).ToHaveAttributeAsync("data-livegen", "open", new() { Timeout = 60_000 });
    }

    /// <summary>Has the page look for its server at once.</summary>
    public async Task TryNowAsync() => await Page.EvaluateAsync("dispatchEvent(new Event('online'))");

    /// <summary>The module for links is there: before, they load whole pages.</summary>
    public async Task FollowsLinksAsync() => await Page.EvaluateAsync(
        "new Promise(done => { const look = () => history.state?.livegen ? done() : requestAnimationFrame(look); look() })");

    /// <summary>The module for forms is there: before, errors come as bubbles and nothing is asked while somebody types.</summary>
    public Task ShowsErrorsAsync() => Assertions.Expect(Locator("[data-livegen-error]:empty").First).ToHaveCSSAsync("display", "none");

    /// <summary>Counts the runtime's events of these names in the pages that come: <c>resynced</c> is <c>livegen:resynced</c>.</summary>
    public async Task CountAsync(params string[] events)
    {
        foreach (var name in events)
            await Page.AddInitScriptAsync($"document.addEventListener('livegen:{name}', () => window['{name}'] = (window['{name}'] ?? 0) + 1)");
    }

    /// <summary>How many of a counted event the page has seen.</summary>
    public Task<int> CountOfAsync(string name) => Page.EvaluateAsync<int>($"window['{name}'] ?? 0");

    // The browser reports an action's answer "these values are not valid" (422) as if a file were missing.
    static bool IsRefusal(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && message.Text.Contains("status of 422", StringComparison.Ordinal);

    void Listen()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsRefusal(message))
                _problems.Enqueue($"{message.Type}: {message.Text}");
        };
        Page.PageError += (_, error) => _problems.Enqueue($"exception: {error}");
        Page.WebSocket += (_, socket) => _sockets.Enqueue(socket);
        Page.Dialog += (_, dialog) =>
        {
            _dialogs.Enqueue(dialog.Message);
            _ = AcceptsDialogs ? dialog.AcceptAsync() : dialog.DismissAsync();
        };
    }
}
