using System.Diagnostics;

namespace LiveGen.Wire;

/// <summary>
/// The spans of a running application, from a page's callback to what other pages have applied; <c>docs/operations.md</c> lists them.
/// Costs a comparison while nobody listens.
/// </summary>
static class LiveGenTracing
{
    public const string Name = "LiveGen";

    public const string CallbackSpan = "livegen.callback";
    public const string SendSpan = "livegen.send";
    public const string DeliverSpan = "livegen.deliver";
    public const string HandleSpan = "livegen.handle";
    public const string ApplySpan = "livegen.apply";

    const string Consumer = "livegen.consumer";
    const string Message = "livegen.message";
    const string Group = "livegen.group";
    const string Channel = "livegen.channel";

    static readonly ActivitySource s_source = new(Name);

    /// <summary>Whether anybody listens. Where nobody does, nothing else here is called.</summary>
    public static bool IsOn => s_source.HasListeners();

    /// <summary>The span that what is sent now belongs to; null unless it is recorded, since only then anybody else need know.</summary>
    public static Activity? Recorded =>
        IsOn && Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current : null;

    /// <summary>
    /// A callback begins: a trace of its own. The socket's request may last for days and is sampled once for all, so it is only linked.
    /// </summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="message">The callback's name; null for an untyped one.</param>
    public static Activity? Callback(Type consumer, string? message)
    {
        var socket = Activity.Current;
        Activity.Current = null;
        var span = s_source.StartActivity(CallbackSpan, ActivityKind.Server, default(ActivityContext), Tags(consumer, message));
        if (span is null)
            Activity.Current = socket;
        else if (socket is not null)
            span.AddLink(new ActivityLink(socket.Context));
        return span;
    }

    /// <summary>A message goes to a group.</summary>
    /// <param name="layer">The type of the channel layer.</param>
    /// <param name="group">The group.</param>
    /// <param name="message">The event's name, or <c>commands</c>.</param>
    public static Activity? SendToGroup(Type layer, string group, string message) => Send(layer, Group, group, message);

    /// <summary>An event goes to one channel: a socket's, or a work queue.</summary>
    /// <inheritdoc cref="SendToGroup"/>
    public static Activity? SendToChannel(Type layer, string channel, string message) => Send(layer, Channel, channel, message);

    /// <summary>A message of a recorded trace reaches receivers of this process.</summary>
    /// <param name="parent">The trace.</param>
    /// <param name="name">The group, or the channel.</param>
    /// <param name="isGroup">Which.</param>
    /// <param name="members">How many there are.</param>
    public static Activity? Deliver(in ActivityContext parent, string name, bool isGroup, int members) =>
        s_source.StartActivity(DeliverSpan, ActivityKind.Consumer, parent,
            [new(isGroup ? Group : Channel, name), new("livegen.members", members)]);

    /// <summary>A consumer, or a worker, handles an event of a recorded trace.</summary>
    public static Activity? Handle(in ActivityContext parent, Type consumer, string? message) =>
        s_source.StartActivity(HandleSpan, ActivityKind.Consumer, parent, Tags(consumer, message));

    /// <summary>A page has told that it has applied what a recorded trace sent it.</summary>
    /// <param name="parent">The trace.</param>
    /// <param name="consumer">Its consumer.</param>
    /// <param name="end">When it told.</param>
    /// <param name="took">How long it took.</param>
    public static void Applied(in ActivityContext parent, Type consumer, DateTimeOffset end, TimeSpan took)
    {
        using var span = s_source.StartActivity(ApplySpan, ActivityKind.Internal, parent, [new(Consumer, consumer.Name)], links: null, end - took);
        span?.SetEndTime(end.UtcDateTime);
    }

    /// <summary>A span's work has thrown: the kind of exception alone, for its text may name what nobody but the log should.</summary>
    public static void Fail(Activity? span, Exception error) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error.GetType().FullName);

    static Activity? Send(Type layer, string kind, string name, string message) =>
        s_source.StartActivity(SendSpan, ActivityKind.Producer, default(ActivityContext),
            [new(kind, name), new(Message, message), new("livegen.layer", layer.Name)]);

    // Given at the start, since samplers decide by them.
    static KeyValuePair<string, object?>[] Tags(Type consumer, string? message) =>
        message is null ? [new(Consumer, consumer.Name)] : [new(Consumer, consumer.Name), new(Message, message)];
}
