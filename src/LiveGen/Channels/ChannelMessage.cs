namespace LiveGen.Channels;

/// <summary>One message as it arrives on this machine; all receivers share the same instance.</summary>
/// <param name="group">The group it was sent to, or null when it was sent to one channel.</param>
/// <param name="payload">The bytes as they were sent.</param>
public sealed class ChannelMessage(string? group, ReadOnlyMemory<byte> payload)
{
    /// <summary>The group it was sent to, or null when it was sent to one channel.</summary>
    public string? Group { get; } = group;

    /// <summary>The bytes as they were sent.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>
    /// What a receiver decoded from the payload, kept so that the next receivers on this machine need not decode it
    /// again. Two receivers may race and both decode: the values are equal.
    /// </summary>
    public object? Decoded { get; set; }
}
