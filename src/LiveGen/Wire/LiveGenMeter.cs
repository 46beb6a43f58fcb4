using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LiveGen.Wire;

/// <summary>What a running application is measured by; <c>docs/operations.md</c> lists it. Costs nothing while nobody listens.</summary>
static class LiveGenMeter
{
    public const string Name = "LiveGen";

    /// <summary>The queue of frames for a page that reads slowly.</summary>
    public const string Outbound = "outbound";

    /// <summary>The queue of events for a consumer that is slow.</summary>
    public const string Calls = "calls";

    const string Consumer = "livegen.consumer";

    static readonly Meter s_meter = new(Name);

    static readonly UpDownCounter<long> s_open = s_meter.CreateUpDownCounter<long>(
        "livegen.connections.open", "{connection}", "Open sockets.");

    static readonly Counter<long> s_sends = s_meter.CreateCounter<long>(
        "livegen.sends", "{message}", "Messages that this process sent to groups.");

    static readonly Counter<long> s_deliveries = s_meter.CreateCounter<long>(
        "livegen.deliveries", "{delivery}", "Messages of groups times the members that they reached in this process.");

    static readonly Counter<long> s_resumes = s_meter.CreateCounter<long>(
        "livegen.resumes", "{resume}", "Pages that came back to their session after a lost connection.");

    static readonly Counter<long> s_rerenders = s_meter.CreateCounter<long>(
        "livegen.rerenders", "{rerender}", "Pages that were told to render themselves again.");

    static readonly Counter<long> s_overflows = s_meter.CreateCounter<long>(
        "livegen.queue.overflows", "{overflow}", "Sockets that were closed because a queue of theirs was full.");

    static readonly Histogram<double> s_callbacks = s_meter.CreateHistogram(
        "livegen.callback.duration", "s", "How long callbacks of pages took on the server.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    public static void Opened(Type consumer) => Count(s_open, 1, consumer);

    public static void Closed(Type consumer) => Count(s_open, -1, consumer);

    public static void Sent()
    {
        if (s_sends.Enabled)
            s_sends.Add(1);
    }

    /// <summary>One fan-out: asked once for it, not for each member.</summary>
    public static void Delivered(int members)
    {
        if (members > 0 && s_deliveries.Enabled)
            s_deliveries.Add(members);
    }

    /// <param name="consumer">The consumer.</param>
    /// <param name="all">With replies and direct sends, at the process of before; or groups alone, at another.</param>
    public static void Resumed(Type consumer, bool all)
    {
        if (s_resumes.Enabled)
            s_resumes.Add(1, Tag(Consumer, consumer.Name), Tag("livegen.resume.kind", all ? "all" : "groups"));
    }

    /// <param name="consumer">The consumer.</param>
    /// <param name="reason">One of <see cref="ReRenderReason"/>.</param>
    public static void ReRendered(Type consumer, string reason)
    {
        if (s_rerenders.Enabled)
            s_rerenders.Add(1, Tag(Consumer, consumer.Name), Tag("livegen.rerender.reason", reason));
    }

    /// <param name="consumer">The consumer.</param>
    /// <param name="queue"><see cref="Outbound"/> or <see cref="Calls"/>.</param>
    public static void Overflowed(Type consumer, string queue)
    {
        if (s_overflows.Enabled)
            s_overflows.Add(1, Tag(Consumer, consumer.Name), Tag("livegen.queue", queue));
    }

    /// <summary>When a callback begins; 0 while nobody wants to know.</summary>
    public static long Begin() => s_callbacks.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <param name="consumer">The consumer.</param>
    /// <param name="began">From <see cref="Begin"/>.</param>
    /// <param name="outcome"><c>ok</c>, <c>invalid</c>, <c>failed</c>, <c>denied</c>, <c>stale</c> or <c>cancelled</c>.</param>
    public static void End(Type consumer, long began, string outcome)
    {
        if (began != 0)
            s_callbacks.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, Tag(Consumer, consumer.Name), Tag("livegen.callback.outcome", outcome));
    }

    static void Count(UpDownCounter<long> counter, long change, Type consumer)
    {
        if (counter.Enabled)
            counter.Add(change, Tag(Consumer, consumer.Name));
    }

    static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
