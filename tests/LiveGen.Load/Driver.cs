using System.Globalization;
using LiveGen.Load.Clients;

namespace LiveGen.Load;

/// <summary>
/// Lets the servers take turns in short rounds, so that whatever else the machine does meets all of them, and reports
/// medians and their ratios.
/// </summary>
sealed class Driver(LoadOptions options)
{
    public async Task<int> RunAsync()
    {
        var idle = new Dictionary<Dialect, Idle>();
        foreach (var dialect in Dialect.All)
        {
            using var contestant = await Contestant.StartAsync(dialect);
            idle[dialect] = await contestant.IdleAsync(options.Idle);
        }

        var contestants = new List<Contestant>();
        try
        {
            foreach (var dialect in Dialect.All)
            {
                contestants.Add(await Contestant.StartAsync(dialect));
                await contestants[^1].ConnectAsync(options.Clients);
            }
            // The runtime compiles what is hot: of all bursts before any is measured, or the first would pay for it.
            foreach (var burst in Bursts())
                foreach (var contestant in contestants)
                    await contestant.MeasureAsync(burst with { Sends = Math.Max(1, burst.Sends / 2) });
            foreach (var burst in Bursts())
                Report(burst, await MeasureAsync(contestants, burst));
        }
        finally
        {
            contestants.ForEach(contestant => contestant.Dispose());
        }
        Report(idle);
        return 0;
    }

    IEnumerable<Burst> Bursts()
    {
        foreach (var inFlight in (int[])[1, 4])
        {
            yield return new Burst("small", LoadOptions.SmallGroup, inFlight, options.Sends * options.Clients / LoadOptions.SmallGroup);
            yield return new Burst("all", options.Clients, inFlight, options.Sends);
        }
    }

    async Task<List<(Dialect Dialect, Figures Figures)>> MeasureAsync(List<Contestant> contestants, Burst burst)
    {
        var figures = contestants.ToDictionary(contestant => contestant, _ => new List<Figures>());
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var contestant in contestants)
                figures[contestant].Add(await contestant.MeasureAsync(burst));
        }
        return [.. figures.Select(pair => (pair.Key.Dialect, new Figures(
            Median(pair.Value, one => one.Cpu), Median(pair.Value, one => one.P50), Median(pair.Value, one => one.P99))))];
    }

    static double Median(List<Figures> figures, Func<Figures, double> of) => figures.Select(of).Order().ElementAt(figures.Count / 2);

    static void Report(Burst burst, List<(Dialect Dialect, Figures Figures)> rows)
    {
        Write($"{burst.Members:N0} members, {burst.InFlight} in flight",
            "CPU s / 100,000", "× bare", "× SignalR", "p50 ms", "p99 ms");
        var (bare, signalR) = (rows[0].Figures.Cpu, rows[^1].Figures.Cpu);
        foreach (var (dialect, f) in rows)
            Write($"  {dialect.Title}", Show(f.Cpu), Show(f.Cpu / bare), Show(f.Cpu / signalR), Show(f.P50), Show(f.P99));
    }

    void Report(Dictionary<Dialect, Idle> idle)
    {
        Write($"{options.Idle:N0} idle sockets", "KB each", "of it objects");
        foreach (var (dialect, each) in idle)
            Write($"  {dialect.Title}", Show(each.Memory / 1024), Show(each.Heap / 1024));
    }

    static string Show(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    static void Write(string name, params string[] columns) =>
        Console.WriteLine($"{name,-32}{string.Concat(columns.Select(column => $"{column,17}"))}");
}
