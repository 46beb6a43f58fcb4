namespace LiveGen.Faults.Scenarios;

/// <summary>All scenarios.</summary>
static class Catalog
{
    public static IReadOnlyList<Scenario> Of(Pace pace) =>
        [.. ServerFaults.All(pace).Concat(RedisFaults.All(pace)).Concat(ClientFaults.All(pace)).Concat(ReaderFaults.All(pace)).Concat(Chaos.All(pace)).OrderBy(Order)];

    // F1, F2 … F17, then the others.
    static (char, int) Order(Scenario scenario) =>
        (scenario.Name[0] == 'F' ? '0' : scenario.Name[0], int.Parse(scenario.Name.AsSpan(1, scenario.Name.IndexOf(' ') - 1), provider: null));
}
