using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary><c>docs/operations.md</c> lists every instrument, with its unit, and every span, and no other.</summary>
public sealed class MetricsListTests
{
    [Fact]
    public void The_page_lists_every_instrument_with_its_unit()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == LiveGenMeter.Name)
                    instruments.Add(instrument);
            },
        };
        RuntimeHelpers.RunClassConstructor(typeof(LiveGenMeter).TypeHandle);
        listener.Start();

        var listed = Rows("Metrics").Select(cells => $"{cells[1].Trim('`')} {cells[2][(cells[2].IndexOf('`', StringComparison.Ordinal) + 1)..^1]}");

        Assert.Equal(instruments.Select(instrument => $"{instrument.Name} {instrument.Unit}").Order(), listed.Order());
    }

    [Fact]
    public void The_page_lists_every_span()
    {
        var spans = from field in typeof(LiveGenTracing).GetFields()
                    where field.Name.EndsWith("Span", StringComparison.Ordinal)
                    select (string)field.GetValue(null)!;

        Assert.Equal(spans.Order(), Rows("Traces").Select(cells => cells[1].Trim('`')).Order());
    }

    static IEnumerable<string[]> Rows(string section) =>
        RepositoryFiles.Read("docs/operations.md").Split("\n## ").Single(text => text.StartsWith(section + "\n", StringComparison.Ordinal)).Split('\n')
            .Where(line => line.StartsWith("| `livegen.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
