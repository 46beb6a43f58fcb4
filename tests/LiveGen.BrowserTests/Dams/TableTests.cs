using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

public sealed class TableTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    static Microsoft.Playwright.ILocator First(Visitor visitor) => visitor.Locator("#dam-rows th").First;

    [Fact]
    public async Task Sorting_paging_and_searching_stand_in_the_address_and_back_undoes_them()
    {
        var bob = await EnterAsync(server, "viewer", "/dams");
        await Expect(First(bob)).ToHaveTextAsync("Agate Dam");

        await bob.Locator("#sort-River").ClickAsync();
        await Expect(bob.Page).ToHaveURLAsync(server.Page("/dams?sort=River"));
        await Expect(bob.Locator("th").Filter(new() { Has = bob.Locator("#sort-River") })).ToHaveAttributeAsync("aria-sort", "ascending");
        var byRiver = await First(bob).InnerTextAsync();
        await bob.Locator("#next-page").ClickAsync();
        await Expect(bob.Page).ToHaveURLAsync(server.Page("/dams?sort=River&page=2"));
        await Expect(bob.Locator("#shown")).ToContainTextAsync("11–20 of");
        await bob.Locator("#search").FillAsync("shoshone"); // at once: who pauses while typing asks for a part of it, too
        await Expect(bob.Page).ToHaveURLAsync(server.Page("/dams?search=shoshone&sort=River"));
        await Expect(bob.Locator("#dam-rows")).ToContainTextAsync("Buffalo Bill Dam");
        await Expect(bob.Locator("#search")).ToBeFocusedAsync();

        await bob.Page.GoBackAsync();
        await Expect(bob.Locator("#shown")).ToContainTextAsync("11–20 of");
        await Expect(bob.Locator("#search")).ToHaveValueAsync("");
        await bob.Page.GoBackAsync();
        await Expect(First(bob)).ToHaveTextAsync(byRiver);
        await bob.Page.GoBackAsync();
        await Expect(First(bob)).ToHaveTextAsync("Agate Dam");
        await bob.Page.GoForwardAsync();
        await Expect(First(bob)).ToHaveTextAsync(byRiver);

        await bob.Page.ReloadAsync();
        await Expect(First(bob)).ToHaveTextAsync(byRiver);
    }

    [Fact]
    public async Task A_page_has_as_many_dams_as_somebody_wants()
    {
        // Only the dams of the file: with those of other tests there are more than a page shows at once.
        var bob = await EnterAsync(server, "viewer", "/dams?search=reclamation");
        await Expect(bob.Locator("#dam-rows tr")).ToHaveCountAsync(10);
        await Expect(bob.Locator("#previous-page")).ToBeDisabledAsync();

        foreach (var size in new[] { 25, 50 })
        {
            await bob.Locator("#size").SelectOptionAsync($"{size}");
            await Expect(bob.Locator("#dam-rows tr")).ToHaveCountAsync(size);
        }
        await bob.Locator("#last-page").ClickAsync();
        await Expect(bob.Locator("#next-page")).ToBeDisabledAsync();
        await bob.Locator("#size").SelectOptionAsync("0");
        await Expect(bob.Locator("#dam-rows")).ToContainTextAsync("Yellowtail Dam");
        await Expect(bob.Page).ToHaveURLAsync(server.Page("/dams?search=reclamation&size=0"));
    }

    [Fact]
    public async Task A_page_beyond_the_last_one_is_the_last_one()
    {
        var bob = await EnterAsync(server, "viewer", "/dams?search=hoover&page=1000000000");

        await Expect(bob.Locator("#shown")).ToHaveTextAsync("1–1 of 1");
        await Expect(bob.Locator("#dam-rows th")).ToHaveTextAsync(["Hoover Dam"]);
    }

    [Fact]
    public async Task An_address_that_is_wrong_shows_what_everybody_begins_with()
    {
        var bob = await EnterAsync(server, "viewer", "/dams?sort=colour&descending=perhaps&page=last&size=many");

        await Expect(bob.Locator("#shown")).ToContainTextAsync("1–10 of");
        await Expect(First(bob)).ToHaveTextAsync("Agate Dam");
    }

    [Fact]
    public async Task It_grows_when_somebody_adds_a_dam_and_keeps_its_view()
    {
        var ada = await EnterAsync(server, "admin");
        var name = NewName();
        var bob = await EnterAsync(server, "viewer", $"/dams?search={name}&sort=Built");
        await bob.ConnectedAsync();
        await Expect(bob.Locator("#dam-rows tr")).ToHaveCountAsync(0);

        await AddAsync(ada, server, name);

        await Expect(bob.Locator("#dam-rows th")).ToHaveTextAsync([name]);
        await Expect(bob.Page).ToHaveURLAsync(server.Page($"/dams?search={name}&sort=Built"));
    }

    [Fact]
    public async Task A_page_with_all_dams_brings_500_at_a_time_and_keeps_them_when_one_more_comes()
    {
        var ada = await EnterAsync(server, "admin", "/dams/import");
        var name = NewName();
        await ada.Locator("#file").SetInputFilesAsync(
            Csv("name,latitude,longitude\n" + string.Join('\n', Enumerable.Range(1000, 700).Select(i => $"{name} {i},40,-110"))));
        await ada.Locator("#preview-button").ClickAsync();
        await ada.Locator("#run").ClickAsync();
        await Expect(ada.Locator("#import-text")).ToHaveTextAsync("All 700 dams were imported.");

        var bob = await EnterAsync(server, "viewer", $"/dams?search={name}&size=0");
        await bob.ConnectedAsync();
        await Expect(bob.Locator("#shown")).ToHaveTextAsync("500 of 700");
        await Expect(bob.Locator("#show-more")).ToHaveTextAsync("Show 200 more");
        await bob.Locator("#show-more").ClickAsync();
        await Expect(bob.Locator("#dam-rows tr")).ToHaveCountAsync(700);
        await Expect(bob.Locator("#show-more")).ToHaveCountAsync(0);

        await AddAsync(ada, server, $"{name} 0999");

        await Expect(bob.Locator("#shown")).ToHaveTextAsync("700 of 701");
        await Expect(bob.Locator("#dam-rows tr")).ToHaveCountAsync(700);
        await Expect(First(bob)).ToHaveTextAsync($"{name} 0999");
    }

    [Fact]
    public async Task What_is_shown_is_saved_as_a_file()
    {
        var bob = await EnterAsync(server, "viewer", "/dams?search=hoover");

        var csv = await bob.Page.RunAndWaitForDownloadAsync(() => bob.Page.GetByText("CSV", new() { Exact = true }).ClickAsync());
        Assert.Equal("dams.csv", csv.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync(await csv.PathAsync());
        Assert.Equal("name,owner,river,date_built,latitude,longitude", lines[0]);
        Assert.StartsWith("Hoover Dam,Reclamation,Colorado River,19", Assert.Single(lines[1..]), StringComparison.Ordinal);

        var json = await bob.Page.RunAndWaitForDownloadAsync(() => bob.Page.GetByText("GeoJSON").ClickAsync());
        using var read = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(await json.PathAsync()));
        var feature = Assert.Single(read.RootElement.GetProperty("features").EnumerateArray());
        Assert.Equal("Hoover Dam", feature.GetProperty("properties").GetProperty("name").GetString());
    }
}
