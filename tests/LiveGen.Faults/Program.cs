using LiveGen.Faults.Nodes;
using LiveGen.Faults.Pages;
using LiveGen.Faults.Running;

namespace LiveGen.Faults;

/// <summary>
/// <c>dotnet run -c Release --project tests/LiveGen.Faults -- [--short] [--only F1,F9] [--seeds 1,2] [--log]</c>: breaks things while pages
/// look, and says what they missed. The nodes are this program as well. <c>dotnet test</c> runs the short form.
/// </summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        if (args is [Node.Argument, .. var rest])
            return await Node.RunAsync(rest);
        if (args is [Visitors.Argument, .. var visitors])
            return await Visitors.RunAsync(visitors);
        if (FaultOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("Usage: LiveGen.Faults [--short] [--only F1,F9] [--seeds 1,2] [--log]");
            return 2;
        }
        var outcomes = new List<Outcome>();
        foreach (var seed in options.Seeds)
        {
            foreach (var scenario in options.Scenarios)
            {
                var outcome = await Runner.RunAsync(scenario, seed);
                outcomes.Add(outcome);
                foreach (var line in Report.Details(outcome))
                    Console.WriteLine(line);
                Console.WriteLine(Report.Row(outcome)); // also here: a run may be broken off
                if (options.WithLog)
                    Console.WriteLine(outcome.Log);
            }
        }
        Console.WriteLine();
        Console.WriteLine(Report.Head);
        outcomes.ForEach(outcome => Console.WriteLine(Report.Row(outcome)));
        return outcomes.All(outcome => outcome.Failures.Count == 0) ? 0 : 1;
    }
}
