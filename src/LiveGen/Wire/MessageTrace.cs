using System.Diagnostics;
using System.Text;

namespace LiveGen.Wire;

/// <summary>The recorded trace that a message belongs to on its way; messages of no trace, or of one that is not recorded, have none.</summary>
sealed class MessageTrace(in ActivityContext context)
{
    /// <summary>Members of one delivery that are followed to the end. Ten thousand pages have no more to tell than these.</summary>
    public const int MostFollowed = 16;

    /// <summary>The length of a <c>traceparent</c>.</summary>
    public const int TextLength = 55;

    int _followed;

    /// <summary>The span that the message comes from.</summary>
    public ActivityContext Context { get; } = context;

    /// <summary>Of what is sent now.</summary>
    public static MessageTrace? Current => LiveGenTracing.Recorded is { } span ? new MessageTrace(span.Context) : null;

    /// <summary>Of a span; null when that is not recorded.</summary>
    public static MessageTrace? Of(Activity? span) => span is { Recorded: true } ? new MessageTrace(span.Context) : null;

    /// <summary>Reads what another process wrote; null for what is none, for what is not recorded, and while nobody listens.</summary>
    public static MessageTrace? Parse(ReadOnlySpan<byte> traceparent) =>
        LiveGenTracing.IsOn && traceparent.Length == TextLength
        && ActivityContext.TryParse(Encoding.Latin1.GetString(traceparent), traceState: null, isRemote: true, out var context)
        && context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
            ? new MessageTrace(context)
            : null;

    /// <summary>Whether one more member is followed.</summary>
    public bool TryFollow() => Volatile.Read(ref _followed) < MostFollowed && Interlocked.Increment(ref _followed) <= MostFollowed;
}
