using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>What people do with the inventory.</summary>
[Collection(DamLine.Name)]
public abstract class DamTest(Chromium chromium) : BrowserTest(chromium)
{
    /// <summary>A name that no other dam has.</summary>
    protected static string NewName() => "Dam-" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>Somebody signs in and lands on a page; <c>admin</c> may add dams, <c>viewer</c> not.</summary>
    protected async Task<Visitor> EnterAsync(DamServer server, string user, string path = "/", BrowserNewContextOptions? options = null)
    {
        var visitor = await ArriveAsync(options);
        await SignInAsync(visitor, server, user, path);
        return visitor;
    }

    protected static async Task SignInAsync(Visitor visitor, DamServer server, string user, string path = "/")
    {
        await visitor.GoAsync(server.Page("/sign-in?returnUrl=" + Uri.EscapeDataString(path)));
        await visitor.Locator("#name").FillAsync(user);
        await visitor.Locator("#password").FillAsync(user);
        await visitor.Locator("#sign-in .primary").ClickAsync();
        await Expect(visitor.Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await visitor.Page.WaitForLoadStateAsync(); // nobody hears a click before the runtime is there
    }

    /// <summary>Somebody on the home page whose socket is open.</summary>
    protected async Task<Visitor> WatchAsync(DamServer server, string user, BrowserNewContextOptions? options = null)
    {
        var visitor = await EnterAsync(server, user, "/", options);
        await visitor.ConnectedAsync();
        return visitor;
    }

    protected static ILocator Box(Visitor visitor) => visitor.Locator("#notifications .box");

    /// <summary>Presses a button of the box.</summary>
    protected static Task PressAsync(Visitor visitor, string button) => Box(visitor).GetByText(button, new() { Exact = true }).ClickAsync();

    protected static ILocator Toasts(Visitor visitor) => visitor.Locator("[data-livegen-toast]");

    protected static ILocator Error(Visitor visitor, string field) => visitor.Locator($"[data-livegen-error='{field}']");

    protected static async Task FillAsync(Visitor visitor, string name)
    {
        await visitor.Locator("#name").FillAsync(name);
        await visitor.Locator("#owner").SelectOptionAsync("Army Corps");
        await visitor.Locator("#river").FillAsync("Test River");
        await visitor.Locator("#datebuilt").FillAsync("1999-12-31");
        await visitor.Locator("#latitude").FillAsync("41.5");
        await visitor.Locator("#longitude").FillAsync("-111.25");
    }

    /// <summary>Somebody who may adds a dam and lands on the home page.</summary>
    protected static async Task AddAsync(Visitor visitor, DamServer server, string name)
    {
        await visitor.GoAsync(server.Page("/dams/add"));
        await FillAsync(visitor, name);
        await visitor.Locator("#add").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(server.Page("/"));
    }

    /// <summary>Somebody who may gives a dam a hydrograph, and lands on its plot.</summary>
    protected static async Task AssignAsync(Visitor visitor, DamServer server, string dam, string file)
    {
        await visitor.GoAsync(server.Page("/hydrographs/assign"));
        await visitor.Locator("#dam").FillAsync(dam);
        await visitor.Locator("#file").SetInputFilesAsync(file);
        await visitor.Locator("#assign-button").ClickAsync();
        await Expect(visitor.Locator("h1")).ToHaveTextAsync($"Hydrograph for {dam}");
    }

    /// <summary>A file of some text that somebody chooses.</summary>
    protected static FilePayload Csv(string text, string name = "flow.csv") =>
        new() { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };
}
