using System.Diagnostics;
using System.Globalization;
using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Network;
using LiveGen.Faults.Nodes;
using LiveGen.Faults.Pages;
using LiveGen.Faults.Running;

namespace LiveGen.Faults.Scenarios;

/// <summary>Pages that do not read: too slow, or asleep.</summary>
static class ReaderFaults
{
    const int BulkBytes = 8 * 1024;
    const int BulkPerSecond = 200;
    const long MostBytes = 512L * 1024 * 1024;

    public static IEnumerable<Scenario> All(Pace pace)
    {
        var setup = new Setup { Pages = 10, Victims = 5, Groups = 1, Rate = 10, Calls = 5 };
        yield return new("F11 slow reader", "readers that stall while 200 × 8 KiB each second are sent", setup,
            (stage, _) => StallAsync(stage, pace));
        yield return new("F12 sleeping client", "SIGSTOP of the process that has the pages, 60 s",
            setup with { Groups = pace.Groups, Pages = pace.Pages / 2, Victims = 0, Rate = pace.Rate, NodeArguments = pace.IsLong ? []
                : ["--LiveGen:KeepAliveInterval", "00:00:01", "--LiveGen:KeepAliveTimeout", "00:00:01"] },
            (stage, _) => SleepAsync(stage, pace));
    }

    static async Task StallAsync(Stage stage, Pace pace)
    {
        await Task.Delay(pace.Calm);
        var before = stage.Setup.Pages + stage.Setup.Victims;
        stage.Require(await stage.OpenedAsync(before), "not all pages are open");
        stage.VictimsEdge.ToClient.Fault = Fault.Stall;
        using (var stop = new CancellationTokenSource())
        {
            var bulk = BulkAsync(stage, stop.Token);
            var watch = Stopwatch.StartNew();
            while (await stage.OpenAsync() > before - stage.Setup.Victims && watch.Elapsed < TimeSpan.FromSeconds(40))
                await Task.Delay(100);
            stage.Require(await stage.OpenAsync() <= before - stage.Setup.Victims, "slow readers were not cut off");
            stage.Note(string.Create(CultureInfo.InvariantCulture, $"slow readers cut off after {watch.Elapsed.TotalSeconds:0.0} s"));
            await Task.Delay(pace.Of(20)); // and then the others have their peace
            await stop.CancelAsync();
            await bulk;
        }
        stage.VictimsEdge.ToClient.Fault = Fault.Pass;
        await Task.Delay(pace.Calm);
        foreach (var node in stage.Nodes)
            node.NoteMemory();
        stage.Require(stage.PeakNodeBytes < MostBytes, $"a node held {stage.PeakNodeBytes:N0} bytes");
        var times = stage.Ledger.Pages.Where(page => page.Name[0] == 'p').SelectMany(Verdict.LiveTimes).Order().ToArray();
        stage.Note(string.Create(CultureInfo.InvariantCulture, $"p99 of the other pages {times[(int)(times.Length * 0.99)].TotalMilliseconds:0} ms"));
    }

    static async Task BulkAsync(Stage stage, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / BulkPerSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await stage.PostBulkAsync(stage.Ledger.Groups[0].Group, BulkBytes);
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    static async Task SleepAsync(Stage stage, Pace pace)
    {
        var before = stage.Setup.Pages;
        var pages = Enumerable.Range(0, 10).Select(i => stage.Ledger.AddPage($"s{i}", i)).ToDictionary(page => page.Name);
        var visitors = stage.Keep(new ProgramProcess(
            [Visitors.Argument, stage.VictimsEdge.Port.ToString(CultureInfo.InvariantCulture),
                .. pages.Values.SelectMany(page => (string[])[page.Name, page.Groups[0].Group])],
            line => Visitors.Hear(line, pages)));
        // Without them the servers would have nothing to notice, and would seem to do so at once.
        await Task.WhenAll(pages.Values.Select(page => page.Opened)).WaitAsync(TimeSpan.FromSeconds(30));
        await Task.Delay(pace.Calm);
        stage.Require(await stage.OpenedAsync(before + pages.Count), "the pages that are to sleep are not open");

        var watch = Stopwatch.StartNew();
        visitors.Pause();
        while (await stage.OpenAsync() > before && watch.Elapsed < pace.Of(60) + TimeSpan.FromSeconds(10))
            await Task.Delay(100);
        stage.Note(string.Create(CultureInfo.InvariantCulture, $"servers noticed after {watch.Elapsed.TotalSeconds:0.0} s"));
        stage.Require(watch.Elapsed <= TimeSpan.FromSeconds(36), $"servers noticed sleeping pages after {watch.Elapsed}");
        if (pace.Of(60) - watch.Elapsed is { Ticks: > 0 } rest)
            await Task.Delay(rest);
        visitors.Continue();
        await Task.Delay(pace.Calm);
    }
}
