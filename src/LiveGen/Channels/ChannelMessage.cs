using LiveGen.Wire;

namespace LiveGen.Channels;

/// <summary>One message as it arrives on this machine; all receivers share the same instance, also those that get it later.</summary>
/// <param name="group">The group it was sent to, or null when it was sent to one channel.</param>
/// <param name="payload">The bytes as they were sent.</param>
/// <param name="position">Its place in the layer's order; <c>default</c> when it has none.</param>
public sealed class ChannelMessage(string? group, ReadOnlyMemory<byte> payload, GroupPosition position = default)
{
    /// <summary>The group it was sent to, or null when it was sent to one channel.</summary>
    public string? Group { get; } = group;

    /// <summary>The bytes as they were sent.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>
    /// Its place in the layer's order. <c>default</c> in ephemeral groups, and for what a publisher sent without: such a
    /// message is not kept and cannot be had again.
    /// </summary>
    public GroupPosition Position { get; } = position;

    /// <summary>
    /// What a receiver decoded from the payload, kept so that the next receivers on this machine need not decode it
    /// again. Two receivers may race and both decode: the values are equal.
    /// </summary>
    public object? Decoded { get; set; }

    /// <summary>The delivery's span, when it is recorded; who gets the message again, from the history, is no part of it.</summary>
    internal MessageTrace? Trace { get; set; }
}
