using System.Diagnostics;
using LiveGen.Faults.Network;
using LiveGen.Faults.Running;

namespace LiveGen.Faults.Scenarios;

/// <summary>One fault after the other, by luck that a seed repeats: what nobody has thought of.</summary>
static class Chaos
{
    public static IEnumerable<Scenario> All(Pace pace)
    {
        var setup = new Setup { Pages = pace.Pages, Groups = pace.Groups, Rate = pace.Rate, Calls = 40, ComeAndGo = true };
        yield return new("C1 chaos in memory", "resets, cuts, delays, stalls and trickles between pages and one server",
            setup with { Layer = Layer.Memory, Nodes = 1 }, (stage, _) => RunAsync(stage, pace, NetworkFault));
        yield return new("C2 chaos", "the same, and servers killed, Redis' clients killed, the bus cut", setup, (stage, _) => RunAsync(stage, pace, AnyFault));
    }

    static async Task RunAsync(Stage stage, Pace pace, Func<Stage, Task> fault)
    {
        var watch = Stopwatch.StartNew();
        var time = pace.IsLong ? TimeSpan.FromSeconds(90) : TimeSpan.FromSeconds(7);
        while (watch.Elapsed < time)
        {
            await Task.Delay(stage.Random.Next(100, 700));
            await fault(stage);
        }
        stage.Edge.Both = Fault.Pass;
        foreach (var bus in stage.Buses)
            bus.Both = Fault.Pass;
        await Task.Delay(pace.Calm);
    }

    static Task NetworkFault(Stage stage)
    {
        var random = stage.Random;
        var direction = random.Next(2) == 0 ? stage.Edge.ToClient : stage.Edge.ToServer;
        switch (random.Next(6))
        {
            case 0:
                stage.Edge.Reset(random.Next(1, stage.Setup.Pages));
                break;
            case 1:
                direction.Fault = Fault.CutAfter(random.Next(200, 5_000));
                break;
            case 2:
                direction.Fault = Fault.Delay(TimeSpan.FromMilliseconds(random.Next(1, 300)));
                break;
            case 3:
                direction.Fault = Fault.Throttle(random.Next(2_000, 50_000));
                break;
            case 4:
                direction.Fault = Fault.Stall;
                break;
            default:
                stage.Edge.Both = Fault.Pass;
                break;
        }
        return Task.CompletedTask;
    }

    static async Task AnyFault(Stage stage)
    {
        var random = stage.Random;
        var node = random.Next(stage.Nodes.Count);
        switch (random.Next(10))
        {
            case 0:
                await stage.Nodes[node].KillAsync();
                await stage.Nodes[node].StartAsync();
                break;
            case 1:
                await stage.Redis.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
                break;
            case 2:
                stage.Buses[node].Reset();
                break;
            case 3:
                stage.Buses[node].Blackhole();
                break;
            case 4:
                stage.Buses[node].Both = Fault.Pass;
                break;
            default:
                await NetworkFault(stage);
                break;
        }
        if (random.Next(3) == 0)
            stage.Buses[node].Both = Fault.Pass;
    }
}
