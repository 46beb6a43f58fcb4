using System.Globalization;

namespace LiveGen.Faults.Running;

/// <summary>The table at the end of a run, as Markdown.</summary>
static class Report
{
    static readonly (string Title, Func<Outcome, string> Of)[] s_columns =
    [
        ("scenario", o => o.Scenario.Name),
        ("pages", o => Text(o.Verdict.Clients)),
        ("sent", o => Text(o.Verdict.Sent)),
        ("unknown", o => Text(o.Verdict.Unknown)),
        ("expected", o => Text(o.Verdict.Expected)),
        ("by event", o => Text(o.Verdict.Delivered)),
        ("by render", o => Text(o.Verdict.Covered)),
        ("lost", o => Text(o.Verdict.Lost)),
        ("dup.", o => Text(o.Verdict.Duplicated)),
        ("order", o => Text(o.Verdict.OutOfOrder)),
        ("recoveries (for calls)", o => $"{Text(o.Verdict.ByReplay + o.Verdict.ByRender + o.Verdict.ForCall)} ({Text(o.Verdict.ForCall)})"),
        ("by replay", o => o.Verdict.ByReplay + o.Verdict.ByRender == 0 ? "–" : o.Verdict.ReplayShare.ToString("P1", CultureInfo.InvariantCulture)),
        ("p50 / p99 / max s", o => $"{Seconds(o.Verdict.RecoveryTime(0.5))} / {Seconds(o.Verdict.RecoveryTime(0.99))} / {Seconds(o.Verdict.RecoveryTime(1))}"),
        ("live p50 / p99 ms", o => $"{Milliseconds(o.Verdict.LiveTime(0.5))} / {Milliseconds(o.Verdict.LiveTime(0.99))}"),
        ("attempts", o => Text(o.Verdict.Attempts)),
        ("calls (told lost)", o => $"{Text(o.Verdict.Callbacks.Called)} ({Text(o.Verdict.Callbacks.ToldLost)})"),
        ("MB", o => Text(o.PeakBytes / 1024 / 1024)),
        ("gate", o => o.Failures.Count == 0 ? "open" : "SHUT"),
    ];

    public static string Head =>
        $"| {string.Join(" | ", s_columns.Select(column => column.Title))} |\n|{string.Concat(Enumerable.Repeat("---|", s_columns.Length))}";

    public static string Row(Outcome outcome) => $"| {string.Join(" | ", s_columns.Select(column => column.Of(outcome)))} |";

    /// <summary>What a row does not say.</summary>
    public static IEnumerable<string> Details(Outcome outcome)
    {
        yield return $"{outcome.Scenario.Name} (seed {outcome.Seed}, {Seconds(outcome.Took)} s): {outcome.Scenario.What}; closes {outcome.Verdict.Closes}";
        foreach (var note in outcome.Notes)
            yield return $"  {note}";
        if (outcome.LastError is not null)
            yield return $"  a publisher was told: {outcome.LastError}";
        foreach (var failure in outcome.Failures)
            yield return $"  FAILED: {failure}";
    }

    static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
