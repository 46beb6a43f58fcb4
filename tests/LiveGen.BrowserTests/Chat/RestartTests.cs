using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>The server goes away and comes back; the page stays.</summary>
public sealed class RestartTests(Chromium chromium) : ChatTest(chromium)
{
    readonly ChatServer _server = new();

    public override async Task InitializeAsync() => await _server.StartAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task After_a_crash_the_page_reconnects_and_what_was_typed_is_still_there_with_the_caret_in_place()
    {
        var ada = await EnterBeforeTroubleAsync("Ada");
        await Field(ada).FillAsync("not sent yet");
        await SelectAsync(ada, 4, 8);

        await _server.KillAsync();
        await Expect(Status(ada)).ToHaveTextAsync("Reconnecting…");
        await _server.StartAsync();
        await ada.ReconnectedAsync(byItself: true);

        await Expect(Status(ada)).ToBeHiddenAsync();
        await Expect(Field(ada)).ToHaveValueAsync("not sent yet");
        await Expect(Field(ada)).ToBeFocusedAsync();
        Assert.Equal("not [sent] yet", await SelectionAsync(ada));
        await Field(ada).PressAsync("Enter");
        await Expect(Texts(ada)).ToHaveTextAsync(["not sent yet"]);
    }

    [Fact]
    public async Task A_deployment_ends_the_process_at_once_and_the_page_reconnects()
    {
        var ada = await EnterBeforeTroubleAsync("Ada");
        var bob = await EnterBeforeTroubleAsync("Bob");
        await Field(ada).FillAsync("draft");

        Assert.Equal(0, await _server.StopAsync());
        foreach (var visitor in new[] { ada, bob })
            await Expect(visitor.Locator("html")).ToHaveAttributeAsync("data-livegen", "reconnecting");
        await _server.StartAsync();
        await ada.ReconnectedAsync();
        await bob.ReconnectedAsync();

        await SayAsync(bob, "still here");
        await Expect(Texts(ada)).ToHaveTextAsync(["still here"]);
        await Expect(ada.Locator("#online li")).ToHaveTextAsync(["Ada", "Bob"]);
        await Expect(Field(ada)).ToHaveValueAsync("draft");
    }

    [Fact]
    public async Task What_is_sent_while_the_server_is_away_arrives_once_when_it_is_back()
    {
        var ada = await EnterWithClockAsync("Ada");
        await _server.KillAsync();
        await ada.Page.Clock.FastForwardAsync(3_000);
        await Expect(ada.Locator("html")).ToHaveAttributeAsync("data-livegen", "reconnecting");
        // However slowly this machine starts the server, the page waits for less than the ten seconds of its outbox.
        await ada.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddMinutes(1));

        await SayAsync(ada, "sent into the gap");
        await Expect(Field(ada)).ToHaveValueAsync("sent into the gap"); // until the server has it
        await _server.StartAsync();
        await ada.Page.EvaluateAsync("document.addEventListener('livegen:resync', () => document.documentElement.dataset.resync = 'begun')");
        await ada.Page.EvaluateAsync("dispatchEvent(new Event('online'))"); // the network is back: try now
        // This server has no history: the page renders itself anew, after a moment drawn by lot. How long the server takes
        // for that, which has only just begun, must not count: the clock stands still again.
        await Expect(ada.Locator("html")).ToHaveAttributeAsync("data-resync", "begun");
        await ada.Page.Clock.RunForAsync(1_000);
        await ada.ConnectedAsync();

        await Expect(Texts(ada)).ToHaveTextAsync(["sent into the gap"]);
        await Expect(Field(ada)).ToHaveValueAsync("");
        await SayAsync(ada, "next");
        await Expect(Texts(ada)).ToHaveTextAsync(["sent into the gap", "next"]);
    }

    [Fact]
    public async Task What_is_sent_long_before_the_server_is_back_is_kept_and_not_sent_behind_ones_back()
    {
        var ada = await EnterWithClockAsync("Ada");
        await _server.KillAsync();
        await ada.Page.Clock.FastForwardAsync(3_000);
        await Expect(ada.Locator("html")).ToHaveAttributeAsync("data-livegen", "reconnecting");
        // From here on time passes as the test says: the ten seconds of the outbox may be over before a busy machine has looked.
        await ada.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddMinutes(1));

        await SayAsync(ada, "too late");
        await Expect(Field(ada)).ToHaveAttributeAsync("aria-busy", "true");
        await ada.Page.Clock.FastForwardAsync(11_000);
        await Expect(Field(ada)).Not.ToHaveAttributeAsync("aria-busy", "true");
        await _server.StartAsync();
        // Not by moving the clock to the next attempt: one that is under way just then would be out of time.
        await ada.Page.Clock.ResumeAsync();
        await ada.ReconnectedAsync();

        await Expect(Field(ada)).ToHaveValueAsync("too late");
        await Field(ada).PressAsync("Enter"); // once more, on purpose
        await Expect(Texts(ada)).ToHaveTextAsync(["too late"]);
    }

    async Task<Visitor> EnterBeforeTroubleAsync(string name)
    {
        var visitor = await EnterAsync(_server, name);
        visitor.ExpectTrouble();
        return visitor;
    }

    async Task<Visitor> EnterWithClockAsync(string name)
    {
        var visitor = await ArriveAsync();
        visitor.ExpectTrouble();
        await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync(_server.Room(Room, name));
        await visitor.ConnectedAsync();
        return visitor;
    }

    static ILocator Status(Visitor visitor) => visitor.Locator("[role=status]");

    static async Task SelectAsync(Visitor visitor, int from, int to) => await Field(visitor).EvaluateAsync(
        "(field, [from, to]) => { field.focus(); field.setSelectionRange(from, to) }", new[] { from, to });

    static Task<string> SelectionAsync(Visitor visitor) => Field(visitor).EvaluateAsync<string>(
        "f => f.value.slice(0, f.selectionStart) + '[' + f.value.slice(f.selectionStart, f.selectionEnd) + ']' + f.value.slice(f.selectionEnd)");
}
