using System.Diagnostics;
using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Scenarios;

namespace LiveGen.Faults.Running;

/// <summary>Runs one scenario and judges it.</summary>
static class Runner
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    public static async Task<Outcome> RunAsync(Scenario scenario, int seed)
    {
        var watch = Stopwatch.StartNew();
        await using var stage = await Stage.StartAsync(scenario.Setup, seed);
        Publisher[] publishers = [.. stage.Ledger.Groups.Select((book, i) =>
            new Publisher(book, stage.State, stage.SendFor(i), stage.Setup.Rate / stage.Setup.Groups))];
        await using (var crowd = new Crowd(stage))
        {
            await crowd.ArriveAsync();
            using (var stop = new CancellationTokenSource())
            {
                var clicking = crowd.ClickAsync(stop.Token);
                var passing = crowd.ComeAndGoAsync(stop.Token);
                var publishing = Task.WhenAll(publishers.Select(publisher => publisher.RunAsync(stop.Token)));
                await scenario.Script(stage, crowd);
                await stop.CancelAsync();
                await Task.WhenAll(clicking, passing, publishing);
            }
            using (var patience = new CancellationTokenSource(s_patience))
                await Task.WhenAll(publishers.Select(publisher => publisher.SendLastAsync(patience.Token)));
            // What an ephemeral group has lost will not come.
            await crowd.CatchUpAsync(scenario.MustLose ? TimeSpan.FromSeconds(5) : s_patience);
        }
        await stage.EndAsync();
        var hung = publishers.Sum(publisher => publisher.Hung);
        stage.Require(hung == 0, $"{hung} sends hung");
        return new Outcome(scenario, seed, stage.Ledger.Judge(), stage.PeakNodeBytes, watch.Elapsed, [.. stage.Failures], [.. stage.Notes],
            string.Join('\n', stage.Nodes.Select(node => node.Log)), publishers.Select(publisher => publisher.LastError).FirstOrDefault(e => e is not null));
    }
}

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Seed">With which luck.</param>
/// <param name="Verdict">The ledger's.</param>
/// <param name="PeakBytes">The most memory that a node held.</param>
/// <param name="Took">From its start to the verdict.</param>
/// <param name="OwnFailures">What the scenario itself expected, and did not find.</param>
/// <param name="Notes">What it measured besides.</param>
/// <param name="Log">What the nodes logged.</param>
/// <param name="LastError">What a publisher was told last.</param>
sealed record Outcome(Scenario Scenario, int Seed, Verdict Verdict, long PeakBytes, TimeSpan Took,
    IReadOnlyList<string> OwnFailures, IReadOnlyList<string> Notes, string Log, string? LastError)
{
    const double MostlyReplay = 0.95;

    /// <summary>Why the gate stays shut; empty when it opens.</summary>
    public IReadOnlyList<string> Failures { get; } = [.. Gate(Scenario, Verdict), .. OwnFailures];

    static IEnumerable<string> Gate(Scenario scenario, Verdict verdict)
    {
        if (scenario.MustLose)
        {
            if (verdict.Lost == 0)
                yield return "nothing was lost, which the oracle should have seen";
            yield break;
        }
        if (!verdict.IsClean)
            yield return $"lost {verdict.Lost}, duplicated {verdict.Duplicated}, out of order {verdict.OutOfOrder}, not recovered {verdict.Unrecovered}; {verdict.Callbacks}";
        if (scenario.MustReplay && verdict.ReplayShare < MostlyReplay)
            yield return $"only {verdict.ReplayShare:P0} of the recoveries were by replay";
    }
}
