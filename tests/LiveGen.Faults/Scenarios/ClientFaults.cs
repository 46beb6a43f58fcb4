using System.Diagnostics;
using System.Globalization;
using LiveGen.Faults.Network;
using LiveGen.Faults.Running;

namespace LiveGen.Faults.Scenarios;

/// <summary>Networks between pages and servers that break, fall silent, or come back all at once.</summary>
static class ClientFaults
{
    static readonly TimeSpan s_noticed = TimeSpan.FromSeconds(35);

    public static IEnumerable<Scenario> All(Pace pace)
    {
        var setup = new Setup { Pages = pace.Pages / 2, Victims = pace.Pages / 2, Groups = pace.Groups, Rate = pace.Rate, Calls = pace.Calls };
        foreach (var seconds in (int[])[1, 10, 60])
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"F9 drop {seconds} s"), "the network is away", setup,
                (stage, _) => DropAsync(stage, pace, pace.Of(seconds))) { MustReplay = seconds < 60 };
        }
        // The short form keeps history for as much shorter.
        yield return new("F9 drop 400 s", "longer than history is kept", pace.IsLong ? setup
                : setup with { NodeArguments = ["--LiveGen:HistoryAge", "00:00:02", "--LiveGen:ResumeWindow", "00:00:02"] },
            (stage, _) => DropAsync(stage, pace, pace.IsLong ? pace.Of(400) : TimeSpan.FromSeconds(5)));

        yield return new("F10 blackhole", "45 s without a byte or an end", pace.IsLong ? setup : setup with
            {
                NodeArguments = ["--LiveGen:HeartbeatInterval", "00:00:02", "--LiveGen:KeepAliveInterval", "00:00:01", "--LiveGen:KeepAliveTimeout", "00:00:01"],
            }, (stage, crowd) => BlackholeAsync(stage, crowd, pace));

        yield return new("F14 storm", "all pages lose their connection at once",
            setup with { Pages = pace.Storm, Victims = 0, Rate = pace.Rate / 2 }, async (stage, _) =>
            {
                for (var i = 0; i < 2; i++)
                {
                    await Task.Delay(pace.Calm);
                    stage.Edge.Reset();
                }
                await Task.Delay(pace.Calm + TimeSpan.FromSeconds(2));
            }) { MustReplay = true };

        yield return new("E1 ephemeral", "the same without history: the oracle must see losses", setup with { Ephemeral = true },
            (stage, _) => DropAsync(stage, pace, TimeSpan.FromSeconds(1))) { MustLose = true };
    }

    static async Task DropAsync(Stage stage, Pace pace, TimeSpan time)
    {
        await Task.Delay(pace.Calm);
        var servers = stage.VictimsEdge.Servers;
        stage.VictimsEdge.Servers = [];
        stage.VictimsEdge.Reset();
        await Task.Delay(time);
        stage.VictimsEdge.Servers = servers;
        await Task.Delay(pace.Calm);
    }

    static async Task BlackholeAsync(Stage stage, Crowd crowd, Pace pace)
    {
        await Task.Delay(pace.Calm);
        var before = stage.Setup.Pages + stage.Setup.Victims;
        stage.Require(await stage.OpenedAsync(before), "not all pages are open");
        var watch = Stopwatch.StartNew();
        stage.VictimsEdge.Blackhole();
        var limit = pace.IsLong ? TimeSpan.FromSeconds(45) : TimeSpan.FromSeconds(8);
        var (pagesNoticed, serversNoticed) = (TimeSpan.Zero, TimeSpan.Zero);
        // On a busy machine they may take longer than the blackhole has to last.
        while (watch.Elapsed < limit || ((pagesNoticed == default || serversNoticed == default) && watch.Elapsed < s_noticed))
        {
            if (pagesNoticed == default && crowd.Victims.All(page => page.IsAway))
                pagesNoticed = watch.Elapsed;
            if (serversNoticed == default && await stage.OpenAsync() <= before - crowd.Victims.Count)
                serversNoticed = watch.Elapsed;
            await Task.Delay(100);
        }
        stage.VictimsEdge.Both = Fault.Pass;
        await Task.Delay(pace.Calm);
        stage.Note(string.Create(CultureInfo.InvariantCulture,
            $"pages noticed after {pagesNoticed.TotalSeconds:0.0} s, servers after {serversNoticed.TotalSeconds:0.0} s"));
        stage.Require(pagesNoticed > default(TimeSpan) && pagesNoticed <= s_noticed, $"pages noticed the blackhole after {pagesNoticed}");
        stage.Require(serversNoticed > default(TimeSpan) && serversNoticed <= s_noticed, $"servers noticed the blackhole after {serversNoticed}");
    }
}
