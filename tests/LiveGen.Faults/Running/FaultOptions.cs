using System.Globalization;
using LiveGen.Faults.Scenarios;

namespace LiveGen.Faults.Running;

/// <summary>What to run: <c>[--short] [--only F1,F9] [--seeds 1,2,3] [--log]</c>.</summary>
sealed record FaultOptions
{
    public Pace Pace { get; private init; } = Pace.Long;

    /// <summary>How the names of scenarios begin; empty: all.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    public IReadOnlyList<int> Seeds { get; private init; } = [1];

    /// <summary>Show what the nodes logged.</summary>
    public bool WithLog { get; private init; }

    public IEnumerable<Scenario> Scenarios => Catalog.Of(Pace)
        .Where(scenario => Only.Count == 0 || Only.Any(name => scenario.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)));

    public static FaultOptions? Parse(ReadOnlySpan<string> args)
    {
        var options = new FaultOptions();
        while (args.Length > 0)
        {
            switch (args[0])
            {
                case "--short":
                    options = options with { Pace = Pace.Short };
                    args = args[1..];
                    break;
                case "--log":
                    options = options with { WithLog = true };
                    args = args[1..];
                    break;
                case "--only" when args.Length > 1:
                    options = options with { Only = args[1].Split(',') };
                    args = args[2..];
                    break;
                case "--seeds" when args.Length > 1:
                    options = options with { Seeds = [.. args[1].Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))] };
                    args = args[2..];
                    break;
                default:
                    return null;
            }
        }
        return options;
    }
}
