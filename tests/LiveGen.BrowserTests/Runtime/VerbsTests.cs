using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Runtime;

/// <summary>Each verb once: written in C#, sent to the group, seen in the page.</summary>
public sealed class VerbsTests(Chromium chromium) : RuntimeTest(chromium)
{
    [Fact]
    public async Task Verbs_that_change_elements()
    {
        var ada = await OpenVerbsPageAsync();
        var items = ada.Locator("#list li");

        await Site.TellAsync(() => Append("list", Li("c", id: "c")));
        await Expect(items).ToHaveTextAsync(["b", "c"]);
        await Site.TellAsync(() => Prepend("list", Li("a", id: "a")));
        await Expect(items).ToHaveTextAsync(["a", "b", "c"]);
        await Site.TellAsync(() => Append("list", Li("B", id: "b"))); // there already: updated in its place
        await Expect(items).ToHaveTextAsync(["a", "B", "c"]);
        await Site.TellAsync(() => Before("c", Li("before c")));
        await Site.TellAsync(() => After("c", Li("after c")));
        await Expect(items).ToHaveTextAsync(["a", "B", "before c", "c", "after c"]);
        await Site.TellAsync(() => Replace("a", Li("replaced", id: "a", title: "t")));
        await Expect(ada.Locator("#a[title=t]")).ToHaveTextAsync("replaced");
        await Site.TellAsync(() => Remove("a"));
        await Expect(ada.Locator("#a")).ToHaveCountAsync(0);
        await Site.TellAsync(() => Morph("list", Li("only", id: "b")));
        await Expect(items).ToHaveTextAsync(["only"]);
    }

    [Fact]
    public async Task Verbs_that_change_how_an_element_looks()
    {
        var ada = await OpenVerbsPageAsync();
        var box = ada.Locator("#box");

        await Site.TellAsync(() => Hide("box"));
        await Expect(box).ToHaveAttributeAsync("hidden", "");
        await Site.TellAsync(() => Display("box"));
        await Expect(box).ToBeVisibleAsync();
        await Site.TellAsync(() => Hidden("box"));
        await Expect(box).ToHaveCSSAsync("visibility", "hidden");
        await Site.TellAsync(() => Visible("box"));
        await Expect(box).ToHaveCSSAsync("visibility", "visible");
        await Site.TellAsync(() => AddClass("box", "one two"));
        await Expect(box).ToHaveClassAsync("one two");
        await Site.TellAsync(() => RemoveClass("box", "one"));
        await Expect(box).ToHaveClassAsync("two");
        await Site.TellAsync(() =>
        {
            SetAttribute("box", "title", "said");
            SetAttribute("box", "inert", true);
        });
        await Expect(box).ToHaveAttributeAsync("title", "said");
        await Expect(box).ToHaveAttributeAsync("inert", "");
        await Site.TellAsync(() => SetAttribute("box", "inert", false));
        await Expect(box).Not.ToHaveAttributeAsync("inert", "");
    }

    [Fact]
    public async Task Verbs_for_fields()
    {
        var ada = await OpenVerbsPageAsync();
        var field = ada.Locator("#field");

        await Site.TellAsync(() => Focus("field"));
        await Expect(field).ToBeFocusedAsync();
        await Site.TellAsync(() => SetValue("field", "set while it is edited"));
        await Expect(field).ToHaveValueAsync("set while it is edited");
        await Site.TellAsync(() => SetValue("several", new[] { "1", "3" }));
        await Expect(ada.Locator("#several")).ToHaveValuesAsync(["1", "3"]);
        await Site.TellAsync(() => SetValue("check", true));
        await Expect(ada.Locator("#check")).ToBeCheckedAsync();
        await Site.TellAsync(() => Reset("form"));
        await Expect(field).ToHaveValueAsync("as rendered");
        await Expect(ada.Locator("#check")).Not.ToBeCheckedAsync();
        await Site.TellAsync(() => ScrollTo("far"));
        await Expect(ada.Locator("#far")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Verbs_for_the_page()
    {
        var ada = await OpenVerbsPageAsync();

        await Site.TellAsync(() => SetTitle("titled"));
        await Expect(ada.Page).ToHaveTitleAsync("titled");
        await Site.TellAsync(() => PushUrl("/?pushed"));
        await Expect(ada.Page).ToHaveURLAsync(Site.Url + "/?pushed");
        await Site.TellAsync(() => ReplaceUrl("/?replaced"));
        await Expect(ada.Page).ToHaveURLAsync(Site.Url + "/?replaced");
        await Site.TellAsync(() => SetClientState("theme", new { dark = true }));
        await Site.TellAsync(() => Announce("read this", assertive: true));
        await Expect(ada.Locator("[aria-live=assertive]")).ToHaveTextAsync("read this");
        Assert.True(await ada.Page.EvaluateAsync<bool>("LiveGen.state.theme.dark"));
        await Site.TellAsync(() => Announce("later"));
        await Expect(ada.Locator("[aria-live=polite]")).ToHaveTextAsync("later");

        var logged = ada.Page.WaitForConsoleMessageAsync();
        await Site.TellAsync(() => ConsoleLog("logged", 1));
        Assert.Equal("logged 1", (await logged).Text);
        var alerted = new TaskCompletionSource<string>();
        ada.Page.Dialog += (_, dialog) => alerted.TrySetResult(dialog.Message);
        await Site.TellAsync(() => Alert("look"));
        Assert.Equal("look", await alerted.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds)));
        var download = ada.Page.WaitForDownloadAsync();
        await Site.TellAsync(() => Download("/file.txt", "named.txt"));
        Assert.Equal("named.txt", (await download).SuggestedFilename);
    }

    [Fact]
    public async Task Verbs_for_the_pages_own_code()
    {
        var ada = await OpenVerbsPageAsync();
        var body = ada.Locator("body");

        await Site.TellAsync(() => Command("own.mark", "marked", 1));
        await Expect(body).ToHaveAttributeAsync("data-mark", "marked1");
        await Site.TellAsync(() => CallJs("own.mark", "called", 2));
        await Expect(body).ToHaveAttributeAsync("data-mark", "called2");
        await Site.TellAsync(() =>
        {
            LoadModule("/late.js");
            Command("own.late"); // waits for the module that brings it
        });
        await Expect(body).ToHaveAttributeAsync("data-late", "yes");
        await ada.Page.EvaluateAsync("document.addEventListener('own:event', e => document.body.dataset.heard = e.target.id + e.detail.n)");
        await Site.TellAsync(() => Dispatch("box", "own:event", new { n = 7 }));
        await Expect(body).ToHaveAttributeAsync("data-heard", "box7");
    }

    [Fact]
    public async Task Verbs_for_time()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            IntervalSet("tick", TimeSpan.FromSeconds(2), probe.Callback<Typed>("tick"));
            Button("Mark", id: "mark", onclick: probe.Callback<Typed>("mark"));
        }, stopClock: true);
        await MarkAsync(); // what ticked before the clock stood still has arrived

        await ada.Page.Clock.RunForAsync(4_000);
        Assert.Equal(["tick", "tick"], await MarkAsync());
        await Site.TellAsync(() =>
        {
            IntervalClear("tick");
            SetTitle("cleared");
        });
        await Expect(ada.Page).ToHaveTitleAsync("cleared");
        await ada.Page.Clock.RunForAsync(10_000);
        Assert.Empty(await MarkAsync());

        // A socket keeps its order: what arrives ahead of the mark was sent ahead of it.
        async Task<List<string>> MarkAsync()
        {
            await ada.Locator("#mark").ClickAsync();
            var before = new List<string>();
            while ((await Site.Inbox.NextAsync<Typed>()).Text is var text && text != "mark")
                before.Add(text);
            return before;
        }
    }

    [Fact]
    public async Task Verbs_that_open_sockets_and_lead_elsewhere()
    {
        var ada = await OpenVerbsPageAsync();

        var opened = ada.Page.WaitForWebSocketAsync(new() { Predicate = socket => socket.Url.EndsWith("/ws/other", StringComparison.Ordinal) });
        await Site.TellAsync(() => OpenSocket("/ws/other"));
        await opened;
        await ada.ConnectedAsync();
        await ada.Page.EvaluateAsync("document.documentElement.dataset.old = ''");
        await Site.TellAsync(Reload);
        await Expect(ada.Locator("[data-old]")).ToHaveCountAsync(0);
        await ada.ConnectedAsync();
        await Site.TellAsync(() => Redirect("/elsewhere"));
        await Expect(ada.Page).ToHaveURLAsync(Site.Url + "/elsewhere");
    }

    Task<Visitor> OpenVerbsPageAsync() => OpenAsync(() =>
    {
        Sockets.Connect<Probe>();
        Ul(Li("b", id: "b"), id: "list");
        Div("a box", id: "box");
        using (Form(id: "form").Open())
        {
            Input(id: "field", value: "as rendered");
            Input(id: "check", type: "checkbox");
            Select(Option("1"), Option("2"), Option("3"), id: "several", multiple: true);
        }
        for (var line = 0; line < 100; line++)
            P("a long page");
        P("far down", id: "far");
    });
}
