using System.Collections.Concurrent;
using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>An inventory that begins empty.</summary>
public sealed class ImportTests(Chromium chromium) : DamTest(chromium)
{
    readonly DamServer _server = new() { RealDams = false, MaxDams = 400 };

    public override Task InitializeAsync() => _server.StartAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_real_dams_are_looked_at_imported_and_known_from_then_on()
    {
        var bob = await WatchAsync(_server, "viewer");
        await Expect(bob.Locator("#list-count")).ToHaveTextAsync("0 dams");
        var ada = await EnterAsync(_server, "admin", "/dams/import");
        var frames = new ConcurrentQueue<string>();
        ada.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames.Enqueue(frame.Text ?? "");

        await PreviewAsync(ada, DamServer.ReclamationDams);
        await Expect(ada.Locator("#right")).ToHaveTextAsync("295 rows are right.");
        await Expect(ada.Locator("#preview-rows tbody tr")).ToHaveCountAsync(10);
        await Expect(ada.Locator("#preview-rows tbody tr").First).ToContainTextAsync("Agate Dam");
        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("295 dams are ready to be imported.");
        await ada.ConnectedAsync();

        await ada.Locator("#run").ClickAsync();
        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("All 295 dams were imported.");
        await Expect(ada.Locator("#run")).ToHaveCountAsync(0);
        foreach (var done in new[] { 100, 200 })
            Assert.Contains(frames, frame => frame.Contains($"{done} of 295 dams are imported.", StringComparison.Ordinal));
        await Expect(Box(bob).Locator("p")).ToHaveTextAsync("295 dams have been added. Refresh this page to load them.");
        await bob.Page.EvaluateAsync("window.isTheSame = true");
        await PressAsync(bob, "Show them");
        await Expect(bob.Locator("#list-count")).ToHaveTextAsync("295 dams");
        await Expect(Box(bob)).ToHaveCountAsync(0);
        Assert.True(await bob.Page.EvaluateAsync<bool>("window.isTheSame"));

        await ada.GoAsync(_server.Page("/dams/import"));
        await Expect(ada.Locator("#last-title")).ToHaveTextAsync("Last import: reclamation-dams.csv");
        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("All 295 dams were imported.");
        await PreviewAsync(ada, DamServer.ReclamationDams);
        await Expect(ada.Locator("#known")).ToHaveTextAsync("295 dams are in the inventory already, and are left out.");
        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("There is nothing new to import.");
        await Expect(ada.Locator("#run")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rows_that_are_wrong_are_told_and_left_out_and_a_full_inventory_takes_no_more()
    {
        var ada = await EnterAsync(_server, "admin", "/dams/import");
        await PreviewAsync(ada, Rows(450, "name,latitude,longitude\nNo place,,\n,1,2\n"));

        await Expect(ada.Locator("#wrong")).ToHaveTextAsync("2 rows are not, and are left out.");
        await Expect(ada.Locator("#row-errors li")).ToHaveTextAsync(
            ["Row 2: Latitude is a number between -90 and 90.", "Row 3: Name is required."]);
        await ada.Locator("#run").ClickAsync();

        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("The inventory is full: 400 of 450 dams were imported.");
        await ada.GoAsync(_server.Page("/dams?size=0"));
        await Expect(ada.Locator("#shown")).ToHaveTextAsync("400 of 400");
    }

    [Fact]
    public async Task One_dam_is_told_as_one()
    {
        var ada = await EnterAsync(_server, "admin", "/dams/import");
        await PreviewAsync(ada, Rows(1, "name,latitude,longitude\nNo place,,\n"));

        await Expect(ada.Locator("#right")).ToHaveTextAsync("1 row is right.");
        await Expect(ada.Locator("#wrong")).ToHaveTextAsync("1 row is not, and is left out.");
        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("1 dam is ready to be imported.");
        await ada.Locator("#run").GetByText("Import 1 dam", new() { Exact = true }).ClickAsync();
        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("The dam was imported.");
    }

    [Fact]
    public async Task What_is_no_file_of_dams_is_refused()
    {
        var ada = await EnterAsync(_server, "admin", "/dams/import");
        await ada.ShowsErrorsAsync();
        await ada.Locator("#preview-button").ClickAsync();
        await Expect(Error(ada, "File")).ToHaveTextAsync("File is required.");

        await ada.Locator("#file").SetInputFilesAsync(Csv("a,b\n1,2\n"));
        await ada.Locator("#preview-button").ClickAsync();

        await Expect(Error(ada, "File")).ToHaveTextAsync("The first row must name the columns; there is none called \"name\".");
    }

    static async Task PreviewAsync(Visitor visitor, string path)
    {
        await visitor.Locator("#file").SetInputFilesAsync(path);
        await visitor.Locator("#preview-button").ClickAsync();
    }

    static async Task PreviewAsync(Visitor visitor, FilePayload file)
    {
        await visitor.Locator("#file").SetInputFilesAsync(file);
        await visitor.Locator("#preview-button").ClickAsync();
    }

    static FilePayload Rows(int count, string head) =>
        Csv(head + string.Join('\n', Enumerable.Range(1, count).Select(i => $"Dam {i},{i / 10},{i / 10}.5")));
}
