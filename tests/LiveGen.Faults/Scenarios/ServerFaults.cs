using System.Globalization;
using LiveGen.Faults.Running;

namespace LiveGen.Faults.Scenarios;

/// <summary>Servers that crash, stop and move on.</summary>
static class ServerFaults
{
    static readonly TimeSpan s_shutdownTimeout = TimeSpan.FromSeconds(30);

    public static IEnumerable<Scenario> All(Pace pace)
    {
        var setup = new Setup { Pages = pace.Pages, Groups = pace.Groups, Rate = pace.Rate, Calls = pace.Calls };
        var moving = pace.IsLong ? setup : setup with { NodeArguments = ["--LiveGen:DrainWindow", "00:00:02"] };
        yield return new("F1 crash", "kill -9 of one node after the other", setup, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            foreach (var node in stage.Nodes)
            {
                await node.KillAsync();
                await Task.Delay(pace.Of(10));
                await node.StartAsync();
                await Task.Delay(pace.Calm);
            }
        }) { MustReplay = true };

        yield return new("F2 drain", "SIGTERM of one node", moving, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            await StopAsync(stage, 0);
            await Task.Delay(pace.Calm);
            await StartAsync(stage, 0);
            await Task.Delay(pace.Calm);
        }) { MustReplay = true };

        yield return new("F3 rolling", "all nodes replaced, twice; half of the pages run an older build", moving with { ComeAndGo = true, MixedBuilds = true }, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            for (var round = 0; round < pace.Times(2); round++)
            {
                for (var i = 0; i < stage.Nodes.Count; i++)
                {
                    await StopAsync(stage, i);
                    await StartAsync(stage, i);
                    await Task.Delay(pace.Calm);
                }
            }
        }) { MustReplay = true };

        yield return new("F13 clock", "clocks an hour ahead and behind, and back", setup, async (stage, _) =>
        {
            foreach (var hours in (int[])[1, -1, 0])
            {
                await Task.Delay(pace.Calm);
                stage.Nodes[0].ShiftClock(TimeSpan.FromHours(hours));
                stage.Nodes[1].ShiftClock(TimeSpan.FromHours(-hours));
                await Task.Delay(pace.Calm);
                stage.Edge.Reset();
            }
            await Task.Delay(pace.Calm);
        });

        yield return new("M1 in memory", "one node in memory; its pages lose their connections again and again",
            setup with { Layer = Layer.Memory, Nodes = 1, ComeAndGo = true }, async (stage, _) =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await Task.Delay(pace.Calm);
                    stage.Edge.Reset();
                }
                await Task.Delay(pace.Calm);
            }) { MustReplay = true };

        yield return new("M2 in memory, crash", "one node in memory, killed and started again", setup with { Layer = Layer.Memory, Nodes = 1 },
            async (stage, _) =>
            {
                await Task.Delay(pace.Calm);
                await stage.Nodes[0].KillAsync();
                await stage.Nodes[0].StartAsync();
                await Task.Delay(pace.Calm);
            });
    }

    static async Task StopAsync(Stage stage, int node)
    {
        var stopping = stage.Nodes[node].StopAsync();
        await stage.TakeOutAsync(node, stopping);
        var took = await stopping;
        stage.Note(string.Create(CultureInfo.InvariantCulture, $"exit after {took.TotalSeconds:0.0} s"));
        stage.Require(took < s_shutdownTimeout, $"a node took {took} to end");
    }

    static async Task StartAsync(Stage stage, int node)
    {
        await stage.Nodes[node].StartAsync();
        stage.PutIn(node);
    }
}
