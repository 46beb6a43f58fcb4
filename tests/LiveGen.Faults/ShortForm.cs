using LiveGen.Faults.Running;
using LiveGen.Faults.Scenarios;
using Xunit;
using Xunit.Abstractions;

namespace LiveGen.Faults;

/// <summary>The short form: every scenario, small. One class for each kind, so that kinds run side by side.</summary>
public abstract class ShortForm(ITestOutputHelper output)
{
    const int Seed = 1;

    protected async Task RunAsync(string name)
    {
        var outcome = await Runner.RunAsync(Catalog.Of(Pace.Short).Single(scenario => scenario.Name == name), Seed);
        output.WriteLine($"{Report.Head}\n{Report.Row(outcome)}");
        foreach (var line in Report.Details(outcome))
            output.WriteLine(line);
        output.WriteLine(outcome.Log);
        Assert.Empty(outcome.Failures);
    }

    internal static TheoryData<string> Names(IEnumerable<Scenario> scenarios) => [.. scenarios.Select(scenario => scenario.Name)];
}

public sealed class ServerFaultTests(ITestOutputHelper output) : ShortForm(output)
{
    public static TheoryData<string> All => Names(ServerFaults.All(Pace.Short));

    [Theory]
    [MemberData(nameof(All))]
    public Task Nothing_is_lost_doubled_or_out_of_order(string scenario) => RunAsync(scenario);
}

public sealed class RedisFaultTests(ITestOutputHelper output) : ShortForm(output)
{
    public static TheoryData<string> All => Names(RedisFaults.All(Pace.Short));

    [Theory]
    [MemberData(nameof(All))]
    public Task Nothing_is_lost_doubled_or_out_of_order(string scenario) => RunAsync(scenario);
}

public sealed class ClientFaultTests(ITestOutputHelper output) : ShortForm(output)
{
    public static TheoryData<string> All => Names(ClientFaults.All(Pace.Short).Concat(ReaderFaults.All(Pace.Short)));

    [Theory]
    [MemberData(nameof(All))]
    public Task Nothing_is_lost_doubled_or_out_of_order(string scenario) => RunAsync(scenario);
}

public sealed class ChaosTests(ITestOutputHelper output) : ShortForm(output)
{
    public static TheoryData<string> All => Names(Chaos.All(Pace.Short));

    [Theory]
    [MemberData(nameof(All))]
    public Task Nothing_is_lost_doubled_or_out_of_order(string scenario) => RunAsync(scenario);
}
