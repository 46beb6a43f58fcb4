using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Runtime;

/// <summary>The options of a callback, each once; the page's clock stands still where time decides.</summary>
public sealed class OptionsTests(Chromium chromium) : RuntimeTest(chromium)
{
    [Fact]
    public async Task Debounce_waits_for_quiet_and_sends_the_last_value()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Input(id: "first", oninput: probe.Callback<Typed>(This, debounce: 300));
            Input(id: "second", oninput: probe.Callback<Typed>(This, debounce: 300));
        }, stopClock: true);

        await ada.Locator("#first").PressSequentiallyAsync("abc");
        await ada.Page.Clock.FastForwardAsync(299);
        await ada.Locator("#second").PressSequentiallyAsync("other"); // does not put off the first
        await ada.Page.Clock.FastForwardAsync(1);
        Assert.Equal(new Typed("abc"), await Site.Inbox.NextAsync<Typed>());
        await ada.Page.Clock.FastForwardAsync(300);
        Assert.Equal(new Typed("other"), await Site.Inbox.NextAsync<Typed>());
        Assert.Equal(0, Site.Inbox.Waiting);
    }

    [Fact]
    public async Task Throttle_sends_the_first_at_once_and_the_last_when_its_time_has_come()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Input(id: "field", oninput: probe.Callback<Typed>(This, throttle: 1000));
        }, stopClock: true);

        await ada.Locator("#field").PressSequentiallyAsync("abcd");
        Assert.Equal(new Typed("a"), await Site.Inbox.NextAsync<Typed>());
        await ada.Page.Clock.FastForwardAsync(1000);
        Assert.Equal(new Typed("abcd"), await Site.Inbox.NextAsync<Typed>());
        Assert.Equal(0, Site.Inbox.Waiting);
    }

    [Fact]
    public async Task Confirm_asks_first()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Button("Delete", id: "delete", onclick: probe.Callback<Typed>("deleted", confirm: "Sure?"));
            Button("Keep", id: "keep", onclick: probe.Callback<Typed>("kept"));
        });

        ada.AcceptsDialogs = false;
        await ada.Locator("#delete").ClickAsync();
        await ada.Locator("#keep").ClickAsync();
        Assert.Equal(new Typed("kept"), await Site.Inbox.NextAsync<Typed>());
        ada.AcceptsDialogs = true;
        await ada.Locator("#delete").ClickAsync();

        Assert.Equal(new Typed("deleted"), await Site.Inbox.NextAsync<Typed>());
        Assert.Equal(["Sure?", "Sure?"], ada.Dialogs);
    }

    [Fact]
    public async Task Blocks_drops_further_calls_while_one_is_unanswered_and_the_button_is_busy()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Button("Pay", id: "pay", onclick: probe.Callback<Typed>("paid", blocks: true));
        });
        Site.Inbox.Gate = new TaskCompletionSource();
        var pay = ada.Locator("#pay");

        await pay.ClickAsync();
        await Expect(pay).ToHaveAttributeAsync("aria-busy", "true");
        await pay.ClickAsync();
        await pay.ClickAsync();
        Site.Inbox.Gate.SetResult();
        await Expect(pay).Not.ToHaveAttributeAsync("aria-busy", "true");
        await pay.ClickAsync();

        Assert.Equal(new Typed("paid"), await Site.Inbox.NextAsync<Typed>());
        Assert.Equal(new Typed("paid"), await Site.Inbox.NextAsync<Typed>());
        Assert.Equal(0, Site.Inbox.Waiting);
    }

    [Fact]
    public async Task Clear_empties_the_field_when_it_was_accepted_and_still_holds_what_was_sent()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Input(id: "field", onkeyup: probe.Callback<Typed>(This, when: Key.Enter, clear: true));
        });
        var field = ada.Locator("#field");

        Site.Inbox.Gate = new TaskCompletionSource();
        await field.FillAsync("one");
        await field.PressAsync("Enter");
        await Site.Inbox.NextAsync<Typed>();
        await Expect(field).ToHaveValueAsync("one"); // not accepted yet
        await field.PressSequentiallyAsync(" more");
        Site.Inbox.Gate.SetResult();
        await Expect(field).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(field).ToHaveValueAsync("one more");

        await field.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync("");
    }

    [Fact]
    public async Task When_takes_keys_with_their_modifiers_and_the_pages_own_predicates()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Input(id: "keys", onkeydown: probe.Callback<Typed>("ctrl+shift+k", when: Key.Of("K").Ctrl.Shift));
            Input(id: "even", oninput: probe.Callback<Typed>(This, when: When.Of("own.even", 2)));
        });

        foreach (var key in new[] { "k", "Control+k", "Shift+K", "Control+Shift+Alt+K", "Control+Shift+K" })
            await ada.Locator("#keys").PressAsync(key);
        Assert.Equal(new Typed("ctrl+shift+k"), await Site.Inbox.NextAsync<Typed>());

        await ada.Locator("#even").PressSequentiallyAsync("123");
        Assert.Equal(new Typed("12"), await Site.Inbox.NextAsync<Typed>());
        await ada.Locator("#even").PressAsync("4");
        Assert.Equal(new Typed("1234"), await Site.Inbox.NextAsync<Typed>());
    }

    [Fact]
    public async Task Meta_comes_along_and_untyped_arguments_come_as_they_are()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Button("a", id: "meta", onclick: probe.Callback<Meta>("with", meta: new { from = "list" }));
            Button("b", id: "untyped", onclick: probe.Callback(1, "two", true, Constant<int[]>([3])));
        });

        await ada.Locator("#meta").ClickAsync();
        Assert.Equal("""with {"from":"list"}""", await Site.Inbox.NextAsync<string>());
        await ada.Locator("#untyped").ClickAsync();
        Assert.Equal("1|\"two\"|true|[3]", await Site.Inbox.NextAsync<string>());
    }

    [Fact]
    public async Task What_is_dragged_here_can_be_dropped_here()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            P("drag me", id: "dragged", draggable: true);
            Div("drop here", id: "zone", ondrop: probe.Callback<Typed>("dropped"), ondragover: probe.Callback<Typed>("over", throttle: 60_000));
        });

        await ada.Locator("#dragged").DragToAsync(ada.Locator("#zone"));

        Assert.Equal(new Typed("over"), await Site.Inbox.NextAsync<Typed>());
        Assert.Equal(new Typed("dropped"), await Site.Inbox.NextAsync<Typed>());
    }

    [Fact]
    public async Task Two_sockets_of_one_page_keep_apart_and_one_can_be_closed()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            var other = Sockets.Connect<OtherProbe>();
            Button("a", id: "one", onclick: probe.Callback<Typed>("to one"));
            Button("b", id: "two", onclick: other.Callback<Typed>("to two"));
        });

        await ada.Locator("#two").ClickAsync();
        Assert.Equal("other: to two", await Site.Inbox.NextAsync<string>());
        await Site.TellAsync(() => CloseSocket("/ws/other"));
        Assert.Equal("other closed with 1000", await Site.Inbox.NextAsync<string>());
        await ada.Locator("#one").ClickAsync();
        Assert.Equal(new Typed("to one"), await Site.Inbox.NextAsync<Typed>());
        await Expect(ada.Locator("html")).ToHaveAttributeAsync("data-livegen", "open");
    }

    [Fact]
    public async Task A_handler_writes_into_several_targets()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Input(id: "n", type: "number", oninput: probe.Callback<Count>(This));
            P(id: "count");
            P(id: "double");
        });

        await ada.Locator("#n").FillAsync("21");

        await Expect(ada.Locator("#count")).ToHaveTextAsync("n is 21");
        await Expect(ada.Locator("#double > b")).ToHaveTextAsync("42");
    }
}
