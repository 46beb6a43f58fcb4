using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

public sealed class HydrographTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    [Fact]
    public async Task A_file_becomes_a_plot_with_its_values()
    {
        var ada = await EnterAsync(server, "admin");

        await AssignAsync(ada, server, "Alcova Dam", DamServer.Hydrograph);

        await Expect(Toasts(ada)).ToContainTextAsync("Alcova Dam has a new hydrograph of 33 values.");
        await Expect(ada.Locator("svg.plot .axis")).ToHaveTextAsync(["Time (hr)", "Flow (cfs)"]);
        await Expect(ada.Locator("svg.plot")).ToHaveAccessibleNameAsync("Hydrograph for Alcova Dam");
        var value = ada.Locator(".mark .value").Filter(new() { HasText = "20 hr: 4,200 cfs" });
        await Expect(value).ToHaveCSSAsync("opacity", "0");
        await ada.Locator(".mark").Filter(new() { HasText = "20 hr: 4,200 cfs" }).Locator(".strip").HoverAsync();
        await Expect(value).ToHaveCSSAsync("opacity", "1");
        await ada.Locator("summary").ClickAsync();
        await Expect(ada.Locator("tbody tr")).ToHaveCountAsync(33);
        await Expect(ada.Locator("tbody tr").Nth(10)).ToHaveTextAsync("204,200");

        await ada.GoAsync(server.Page("/dams?search=Alcova"));
        await ada.Locator("#dam-rows a").ClickAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Hydrograph for Alcova Dam");
    }

    [Fact]
    public async Task A_second_file_takes_the_place_of_the_first_and_bad_rows_are_told()
    {
        var ada = await EnterAsync(server, "admin");
        await AssignAsync(ada, server, "Altus Dam", DamServer.Hydrograph);

        await OpenAsync(ada);
        await ada.Locator("#dam").FillAsync("Altus Dam");
        await ada.Locator("#file").SetInputFilesAsync(Csv("time,flow\n0,1\n1,oops\n2,3\n2,4\n5,6\n"));
        await ada.Locator("#assign-button").ClickAsync();

        await Expect(Toasts(ada).First).ToContainTextAsync("Altus Dam has a new hydrograph of 3 values.");
        await Expect(Toasts(ada).Last).ToContainTextAsync("2 rows were left out, lines 3, 5.");
        await Expect(ada.Locator("tbody tr")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task An_upload_says_how_far_it_is()
    {
        var ada = await EnterAsync(server, "admin");
        await OpenAsync(ada);
        await ada.Page.EvaluateAsync("""
            {
                const progress = document.getElementById('progress')
                window.seen = []
                new MutationObserver(() => seen.push(progress.position)).observe(progress, { attributes: true })
            }
            """);
        await ada.Locator("#dam").FillAsync("Nowhere Dam"); // the page stays
        await ada.Locator("#file").SetInputFilesAsync(Csv(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},1\n"))));

        await ada.Locator("#assign-button").ClickAsync();

        await Expect(Error(ada, "Dam")).ToHaveTextAsync("Choose a dam from the list.");
        Assert.Contains(await ada.Page.EvaluateAsync<double[]>("seen"), position => position > 0);
    }

    [Fact]
    public async Task What_is_no_hydrograph_is_refused_with_the_reason()
    {
        var ada = await EnterAsync(server, "admin");
        await OpenAsync(ada);

        await ada.Locator("#assign-button").ClickAsync();
        await Expect(Error(ada, "Dam")).ToHaveTextAsync("Dam is required.");
        await Expect(Error(ada, "File")).ToHaveTextAsync("File is required.");

        await ada.Locator("#dam").FillAsync("Nowhere Dam");
        await ada.Locator("#file").SetInputFilesAsync(DamServer.Hydrograph);
        await ada.Locator("#assign-button").ClickAsync();
        await Expect(Error(ada, "Dam")).ToHaveTextAsync("Choose a dam from the list.");
    }

    [Fact]
    public async Task Files_that_are_empty_no_CSV_or_too_large_are_refused()
    {
        var ada = await EnterAsync(server, "admin");
        await OpenAsync(ada);
        await ada.Locator("#dam").FillAsync("Anita Dam");

        await RefuseAsync(ada, Csv(""), "The file is empty.");
        await RefuseAsync(ada, Csv("\n \n"), "The file is empty.");
        await RefuseAsync(ada, Csv("<html>no numbers</html>"), "This is no CSV of time (hours) and flow (cfs): fewer than two rows have two numbers.");
        await RefuseAsync(ada, Csv("0,1\n1,2\n", "flow.pdf"), "flow.pdf");
        await RefuseAsync(ada, Csv(new string('x', (1 << 20) + 1)), "“flow.csv” is too large: at most 1 MB.");
        await Expect(ada.Locator("#dam")).ToHaveValueAsync("Anita Dam");

        await ada.GoAsync(server.Page("/dams?search=Anita"));
        await Expect(ada.Locator("#dam-rows a")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Dams_are_suggested_while_somebody_types()
    {
        var ada = await EnterAsync(server, "admin");
        await OpenAsync(ada);

        await ada.Locator("#dam").PressSequentiallyAsync("hoover");

        await Expect(ada.Locator("#dam-names option")).ToHaveCountAsync(1);
        var name = await ada.Locator("#dam-names option").GetAttributeAsync("value");
        await ada.Locator("#dam").FillAsync(name!);
        await ada.Locator("#file").SetInputFilesAsync(DamServer.Hydrograph);
        await ada.Locator("#assign-button").ClickAsync();
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Hydrograph for Hoover Dam");
    }

    [Fact]
    public async Task A_dam_without_a_hydrograph_says_so()
    {
        var ada = await EnterAsync(server, "admin");
        ada.ExpectTrouble();

        await ada.GoAsync(server.Page("/hydrographs/295"));

        await Expect(ada.Locator("h1")).ToHaveTextAsync("No hydrograph");
    }

    async Task OpenAsync(Visitor visitor)
    {
        await visitor.GoAsync(server.Page("/hydrographs/assign"));
        await visitor.ShowsErrorsAsync();
    }

    static async Task RefuseAsync(Visitor visitor, FilePayload file, string why)
    {
        await visitor.Locator("#file").SetInputFilesAsync(file);
        await visitor.Locator("#assign-button").ClickAsync();
        await Expect(Error(visitor, "File")).ToContainTextAsync(why);
    }
}
