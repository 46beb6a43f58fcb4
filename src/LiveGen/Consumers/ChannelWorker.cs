using LiveGen.Channels;

namespace LiveGen.Consumers;

/// <summary>
/// Work that exactly one process does: events sent to a queue (<c>channels.SendAsync("thumbnails", event)</c>) come to
/// the <see cref="IHandle{T}"/> methods of one worker, whichever process is free.
/// </summary>
/// <remarks>
/// <para>Registered with <c>AddLiveGen().AddWorker&lt;Thumbnails&gt;("thumbnails")</c>. Each event gets a new instance with its
/// own services, one event at a time per process.</para>
/// <para>An event is taken from the queue before it is handled: one that throws is logged and not tried again, and one
/// that a dying process had taken is lost. Work that must not be lost belongs into a database first.</para>
/// </remarks>
/// <example>
/// <code>
/// public sealed record MakeThumbnail(int Dam);
///
/// public sealed class Thumbnails(IGroupSender groups) : ChannelWorker, IHandle&lt;MakeThumbnail&gt;
/// {
///     public async ValueTask HandleAsync(MakeThumbnail work, CancellationToken ct) { … }
/// }
/// </code>
/// </example>
public abstract class ChannelWorker
{
    /// <summary>The queue that the event came from.</summary>
    public string Queue { get; internal set; } = "";
}
