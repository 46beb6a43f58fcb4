using LiveGen.Faults.Network;
using LiveGen.Faults.Running;

namespace LiveGen.Faults.Scenarios;

/// <summary>Redis restarts, forgets, hangs, and loses its clients.</summary>
static class RedisFaults
{
    public static IEnumerable<Scenario> All(Pace pace)
    {
        var setup = new Setup { Pages = pace.Pages, Groups = pace.Groups, Rate = pace.Rate, Calls = pace.Calls };
        yield return new("F4 Redis restart, AOF", "SHUTDOWN and kill -9; everything was written", setup with { Layer = Layer.RedisAof },
            (stage, _) => RestartAsync(stage, pace));
        yield return new("F4 Redis restart", "SHUTDOWN and kill -9; nothing was written", setup, (stage, _) => RestartAsync(stage, pace));

        yield return new("F5 Redis rollback", "kill -9 and restart from an older snapshot", setup, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            await stage.Redis.CommandAsync("SAVE");
            await Task.Delay(pace.Calm);
            await stage.Redis.KillAsync();
            await stage.Redis.StartAsync();
            await Task.Delay(pace.Calm);
        });

        yield return new("F6 pubsub killed", "CLIENT KILL TYPE pubsub again and again, and TYPE normal", setup, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            for (var i = 0; i < pace.Times(200); i++)
            {
                await stage.Redis.CommandAsync("CLIENT", "KILL", "TYPE", i % 20 == 19 ? "normal" : "pubsub");
                await Task.Delay(stage.Random.Next(20, 300));
            }
            await Task.Delay(pace.Calm);
        }) { MustReplay = true };

        yield return new("F7 Redis hangs", "CLIENT PAUSE 5 s, SIGSTOP 30 s", setup, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            await stage.Redis.CommandAsync("CLIENT", "PAUSE", ((int)pace.Of(5).TotalMilliseconds).ToString(provider: null));
            await Task.Delay(pace.Of(5) + pace.Calm);
            stage.Redis.Pause();
            // Longer than a send may take, also in the short form: some must fail.
            await Task.Delay(Longer(pace.Of(30), TimeSpan.FromSeconds(3)));
            stage.Redis.Continue();
            await Task.Delay(pace.Calm);
        });

        yield return new("F8 Redis forgets", "SCRIPT FLUSH, FLUSHALL, eviction", setup, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            await stage.Redis.CommandAsync("SCRIPT", "FLUSH");
            await Task.Delay(pace.Calm);
            await stage.Redis.CommandAsync("FLUSHALL");
            await Task.Delay(pace.Calm);
            await stage.Redis.CommandAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
            await stage.Redis.CommandAsync("CONFIG", "SET", "maxmemory", "1mb");
            await Task.Delay(pace.Calm);
            await stage.Redis.CommandAsync("CONFIG", "SET", "maxmemory", "0");
            await Task.Delay(pace.Calm);
        });

        yield return new("F15 bus cut", "one node cut off from Redis, its pages healthy", setup, async (stage, _) =>
        {
            await Task.Delay(pace.Calm);
            stage.Buses[0].Servers = [];
            stage.Buses[0].Reset();
            await Task.Delay(Longer(pace.Of(15), TimeSpan.FromSeconds(2)));
            stage.Buses[0].Servers = [stage.Redis.Port];
            await Task.Delay(pace.Calm);
            stage.Buses[0].Blackhole();
            await Task.Delay(Longer(pace.Of(15), TimeSpan.FromSeconds(4)));
            stage.Buses[0].Both = Fault.Pass;
            await Task.Delay(pace.Calm);
        }) { MustReplay = true };

        yield return new("F16 bus drops", "1 % of the bus' messages never arrive", setup, async (stage, _) =>
        {
            var seed = stage.Random.Next();
            var part = pace.IsLong ? 0.01 : 0.05;
            var dropped = 0; // of this run: what another one dropped proves nothing here
            foreach (var bus in stage.Buses)
            {
                bus.ToClient.NewFilter = () => new MessageDropper(part, Interlocked.Increment(ref seed), () => Interlocked.Increment(ref dropped));
                bus.Reset(); // New connections have the filter.
            }
            await Task.Delay(Longer(pace.Of(60), TimeSpan.FromSeconds(4)));
            stage.Note($"{Volatile.Read(ref dropped)} dropped");
            stage.Require(Volatile.Read(ref dropped) > 0, "no message was dropped");
            foreach (var bus in stage.Buses)
                bus.ToClient.NewFilter = null;
        }) { MustReplay = true };

        yield return new("F17 deaf start", "a server that starts and does not hear the bus, and pages come to it meanwhile", setup, async (stage, crowd) =>
        {
            await Task.Delay(pace.Calm);
            stage.Buses[0].ToClient.NewFilter = () => new MessageDropper(part: 1, seed: 0);
            await stage.Nodes[0].KillAsync();
            await stage.Nodes[0].StartAsync();
            for (var i = 0; i < pace.Times(100); i++)
            {
                stage.Edge.Servers = [stage.Nodes[0].Port];
                stage.Edge.Reset();
                await Task.Delay(300); // longer than a page's first pause
                stage.Edge.Servers = [.. stage.Nodes.Select(node => node.Port)];
                await Task.Delay(stage.Random.Next(100, 600));
            }
            stage.Buses[0].ToClient.NewFilter = null;
            stage.Buses[0].Reset();
            await Task.Delay(pace.Calm);
            var blind = crowd.Pages.Sum(page => page.BlindRenders);
            stage.Note($"{blind} renders by a server that did not know where the layer stood");
            stage.Require(blind > 0, "no page was rendered by the deaf server");
        });
    }

    static async Task RestartAsync(Stage stage, Pace pace)
    {
        await Task.Delay(pace.Calm);
        await stage.Redis.StopAsync();
        await Task.Delay(pace.Of(3));
        await stage.Redis.StartAsync();
        await Task.Delay(pace.Calm + TimeSpan.FromSeconds(1));
        await stage.Redis.KillAsync();
        await Task.Delay(pace.Of(3));
        await stage.Redis.StartAsync();
        await Task.Delay(pace.Calm);
    }

    static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
