using System.Diagnostics;

namespace LiveGen.Faults.Ledgers;

/// <summary>What a ledger says of a run.</summary>
sealed class Verdict
{
    readonly TimeSpan[] _recoveryTimes;
    readonly TimeSpan[] _liveTimes;

    public Verdict(IReadOnlyCollection<PageRecord> pages, IReadOnlyList<SendBook> groups, IReadOnlyCollection<GroupJudge> judges,
        CallbackVerdict callbacks)
    {
        var recoveries = pages.SelectMany(page => page.Recoveries).ToArray();
        Clients = pages.Count;
        Sent = groups.Sum(group => group.Count);
        Unknown = groups.Sum(group => group.Unknown);
        Expected = judges.Sum(judge => judge.Expected);
        Delivered = judges.Sum(judge => judge.Delivered);
        Replayed = judges.Sum(judge => judge.Replayed);
        Covered = judges.Sum(judge => judge.Covered);
        Lost = judges.Sum(judge => judge.Lost);
        Duplicated = judges.Sum(judge => judge.Duplicated);
        OutOfOrder = judges.Sum(judge => judge.OutOfOrder);
        Overlapped = judges.Sum(judge => judge.Overlapped);
        ByReplay = recoveries.Count(recovery => recovery.Kind == RecoveryKind.Replay);
        ForCall = recoveries.Count(recovery => recovery.Kind == RecoveryKind.RenderForCall);
        ByRender = recoveries.Length - ByReplay - ForCall;
        Unrecovered = pages.Count(page => page.IsRecovering);
        Attempts = pages.Sum(page => page.Attempts);
        Callbacks = callbacks;
        Closes = string.Join(' ', pages.SelectMany(page => page.Closes).GroupBy(close => close.Key)
            .OrderBy(code => code.Key).Select(code => $"{code.Key}×{code.Sum(close => close.Value)}"));
        _liveTimes = [.. pages.SelectMany(LiveTimes).Order()];
        _recoveryTimes = [.. recoveries.Select(recovery => recovery.Time).Order()];
    }

    public int Clients { get; }

    /// <summary>Sends that publishers began.</summary>
    public long Sent { get; }

    /// <summary>Of these, how many ended in an error: they may have been delivered.</summary>
    public long Unknown { get; }

    /// <summary>Acknowledged messages, for each page that was to get them.</summary>
    public long Expected { get; }

    /// <summary>Messages that pages applied, live or replayed; also ones whose publisher does not know.</summary>
    public long Delivered { get; }

    public long Replayed { get; }

    /// <summary>Acknowledged messages that a page got to know by being rendered again.</summary>
    public long Covered { get; }

    public long Lost { get; }

    public long Duplicated { get; }

    public long OutOfOrder { get; }

    public long Overlapped { get; }

    public int ByReplay { get; }

    public int ByRender { get; }

    /// <summary>Pages that were rendered again because a call of theirs was lost with its server, not because history lacked anything.</summary>
    public int ForCall { get; }

    /// <summary>Pages that were still on their way back when the run ended.</summary>
    public int Unrecovered { get; }

    public int Attempts { get; }

    /// <summary>Close codes and how often each was seen.</summary>
    public string Closes { get; }

    public CallbackVerdict Callbacks { get; }

    /// <summary>Of the recoveries but those for calls, the part that needed no render; 1 when there was none.</summary>
    public double ReplayShare => ByReplay + ByRender == 0 ? 1 : (double)ByReplay / (ByReplay + ByRender);

    /// <summary>Nothing lost, doubled, out of order or left behind.</summary>
    public bool IsClean => Lost == 0 && Duplicated == 0 && OutOfOrder == 0 && Unrecovered == 0 && Callbacks.IsClean;

    /// <summary>The time that this part of the recoveries took at most.</summary>
    public TimeSpan RecoveryTime(double part) => Part(_recoveryTimes, part);

    /// <summary>The time from send to apply that this part of the live deliveries took at most.</summary>
    public TimeSpan LiveTime(double part) => Part(_liveTimes, part);

    /// <summary>From send to apply, of the messages that came over an open socket.</summary>
    public static IEnumerable<TimeSpan> LiveTimes(PageRecord page) =>
        from apply in page.Applies
        where apply.How == Applied.Live
        select Stopwatch.GetElapsedTime(page.Groups.First(book => book.Group == apply.Group).BegunAt(apply.Number), apply.At);

    static TimeSpan Part(TimeSpan[] times, double part) => times.Length == 0 ? TimeSpan.Zero : times[(int)((times.Length - 1) * part)];
}
