using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LiveGen.Channels;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace LiveGen.Load.Costs;

/// <summary>
/// What a message to a group costs Redis: with history, and as the plain PUBLISH that an ephemeral group gets, in one run, by
/// turns. Redis counts its own commands and microseconds.
/// </summary>
sealed partial class RedisCosts(IChannelLayer layer, IDatabase redis)
{
    const int Rounds = 5, Sends = 2_000, Senders = 8, Groups = 1_000, Kept = 256;

    static readonly byte[] s_message = new byte[500];

    public static async Task<int> RunAsync()
    {
        using var server = ScratchRedis.Start();
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        await using var services = new ServiceCollection().AddLiveGenRedis(server.Configuration).BuildServiceProvider();
        await new RedisCosts(services.GetRequiredService<IChannelLayer>(), connection.GetDatabase()).MeasureAsync();
        return 0;
    }

    async Task MeasureAsync()
    {
        await SendAllAsync("warm"); // also fills the lists, so that each send trims one
        await SendAllAsync("ephemeral.warm");
        var (kept, plain) = (new List<Cost>(), new List<Cost>());
        for (var round = 0; round < Rounds; round++)
        {
            kept.Add(await CostOfAsync("warm"));
            plain.Add(await CostOfAsync("ephemeral.warm"));
        }
        Console.WriteLine($"{Rounds} rounds of {Sends} messages of {s_message.Length} bytes by {Senders} senders; medians (smallest to largest)");
        Print("commands inside Redis for each message", kept, plain, cost => cost.Commands);
        Print("microseconds of Redis for each message", kept, plain, cost => cost.Microseconds);
        Print("messages per second", kept, plain, cost => cost.PerSecond);

        var full = (long)await redis.ExecuteAsync("MEMORY", "USAGE", "lg:h:warm", "SAMPLES", "0");
        Console.WriteLine(FormattableString.Invariant($"bytes of Redis for each kept message, in a full list: {full / Kept}"));
        var before = await UsedMemoryAsync();
        for (var i = 0; i < Groups; i++)
            await layer.GroupSendAsync($"one.{i}", s_message);
        var one = await UsedMemoryAsync();
        for (var i = 0; i < Groups; i++)
            await redis.KeyDeleteAsync($"lg:h:one.{i}"); // as if HistoryAge were over
        var idle = await UsedMemoryAsync();
        Console.WriteLine(FormattableString.Invariant($"bytes of Redis for a group with one message: {(one - before) / Groups}"));
        Console.WriteLine(FormattableString.Invariant($"bytes of Redis for an idle group, for a day: {(idle - before) / Groups}"));
    }

    async Task<Cost> CostOfAsync(string group)
    {
        var before = await StatsAsync();
        var watch = Stopwatch.StartNew();
        await SendAllAsync(group);
        var seconds = watch.Elapsed.TotalSeconds;
        var after = await StatsAsync();
        var commands = after.Sum(entry => entry.Value.Calls - before.GetValueOrDefault(entry.Key).Calls);
        // A script's time contains that of its commands.
        var name = group.StartsWith(ChannelNames.EphemeralPrefix, StringComparison.Ordinal) ? "publish" : "evalsha";
        var microseconds = after[name].Microseconds - before.GetValueOrDefault(name).Microseconds;
        return new(commands / (double)Sends, microseconds / (double)Sends, Sends / seconds);
    }

    Task SendAllAsync(string group) => Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < Sends / Senders; i++)
            await layer.GroupSendAsync(group, s_message);
    })));

    async Task<Dictionary<string, (long Calls, long Microseconds)>> StatsAsync() =>
        Stat().Matches((string)(await redis.ExecuteAsync("INFO", "commandstats"))!)
            .ToDictionary(line => line.Groups[1].Value, line => (Number(line.Groups[2]), Number(line.Groups[3])));

    async Task<long> UsedMemoryAsync() => Number(Used().Match((string)(await redis.ExecuteAsync("INFO", "memory"))!).Groups[1]);

    static long Number(Group text) => long.Parse(text.ValueSpan, CultureInfo.InvariantCulture);

    static void Print(string what, List<Cost> kept, List<Cost> plain, Func<Cost, double> figure)
    {
        Console.WriteLine($"{what}: with history {Text(kept)}, plain PUBLISH {Text(plain)}");

        string Text(List<Cost> costs)
        {
            double[] sorted = [.. costs.Select(figure).Order()];
            return FormattableString.Invariant($"{sorted[Rounds / 2]:0.0} ({sorted[0]:0.0} to {sorted[^1]:0.0})");
        }
    }

    readonly record struct Cost(double Commands, double Microseconds, double PerSecond);

    [GeneratedRegex(@"cmdstat_(\w+):calls=(\d+),usec=(\d+)")]
    private static partial Regex Stat();

    [GeneratedRegex(@"used_memory:(\d+)")]
    private static partial Regex Used();
}
