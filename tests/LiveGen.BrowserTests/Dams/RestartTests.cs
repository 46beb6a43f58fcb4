using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>The server goes away and comes back; what was typed stays.</summary>
public sealed class RestartTests(Chromium chromium) : DamTest(chromium)
{
    readonly DamServer _server = new();

    public override Task InitializeAsync() => _server.StartAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_form_that_is_half_filled_loses_nothing_and_goes_through_afterwards()
    {
        var ada = await EnterAsync(_server, "admin", "/dams/add");
        ada.ExpectTrouble();
        await ada.Locator("#name").FillAsync("Halved Dam");
        await ada.Locator("#owner").SelectOptionAsync("Other");
        await ada.Locator("#latitude").FillAsync("40");

        await _server.KillAsync();
        await ada.Locator("#river").FillAsync("Typed meanwhile");
        await ada.Locator("#add").ClickAsync(); // nobody is there
        await _server.StartAsync();
        await ada.Locator("#datebuilt").FillAsync("1950-01-01");
        await ada.Locator("#longitude").FillAsync("-110");

        await Expect(ada.Locator("#name")).ToHaveValueAsync("Halved Dam");
        await Expect(ada.Locator("#owner")).ToHaveValueAsync("Other");
        await Expect(ada.Locator("#river")).ToHaveValueAsync("Typed meanwhile");
        await Expect(ada.Locator("#latitude")).ToHaveValueAsync("40");
        await ada.Locator("#add").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(_server.Page("/"));
        await ada.GoAsync(_server.Page("/dams?search=Halved"));
        await Expect(ada.Locator("#dam-rows tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_import_goes_on_where_it_was_and_its_page_tells()
    {
        var ada = await EnterAsync(_server, "admin", "/dams/import");
        ada.ExpectTrouble();
        var rows = string.Join('\n', Enumerable.Range(1, 8000).Select(i => $"New dam {i},40,{-110 - i / 10_000.0:0.0000}"));
        await ada.Locator("#file").SetInputFilesAsync(Csv("name,latitude,longitude\n" + rows));
        // Not what the page shows, at which the test looks now and then: by the next look the import may be over.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ada.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Text?.Contains(" of 8,000 dams are imported.", StringComparison.Ordinal) == true)
                begun.TrySetResult();
        };
        await ada.Locator("#preview-button").ClickAsync();
        var text = ada.Locator("#import-text");
        await Expect(text).ToHaveTextAsync("8,000 dams are ready to be imported.");
        await ada.ConnectedAsync();
        await ada.Locator("#run").ClickAsync();
        await begun.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds));

        await _server.KillAsync();
        await Expect(text).ToContainTextAsync(" of 8,000 dams are imported."); // not all of them
        await _server.StartAsync();
        await ada.TryNowAsync(); // whether a socket stays is open: a page that is rendered anew behind the end has none

        // A restart of the page's socket and eighty transactions: a slow disk may need longer for them than other tests are patient.
        await Expect(text).ToHaveTextAsync("All 8,000 dams were imported.", new() { Timeout = 60_000 });
        await ada.GoAsync(_server.Page("/dams"));
        await Expect(ada.Locator("#shown")).ToHaveTextAsync("1–10 of 8,295");
    }

    [Fact]
    public async Task A_home_page_comes_back_and_is_told_of_the_next_dam()
    {
        var bob = await WatchAsync(_server, "viewer");
        bob.ExpectTrouble();
        await _server.KillAsync();
        await Expect(bob.Locator("html")).ToHaveAttributeAsync("data-livegen", "reconnecting");
        await _server.StartAsync();
        await bob.ReconnectedAsync();

        var ada = await EnterAsync(_server, "admin");
        await AddAsync(ada, _server, NewName());

        await Expect(Box(bob)).ToBeVisibleAsync();
    }
}
