namespace LiveGen.Channels;

/// <summary>The channel layer could not take a message; the publisher decides whether to try again.</summary>
public sealed class ChannelLayerException : Exception
{
    /// <summary>Makes the exception with a message for the developer.</summary>
    public ChannelLayerException(string message) : base(message) { }

    /// <summary>Makes the exception with a message for the developer and its cause.</summary>
    public ChannelLayerException(string message, Exception innerException) : base(message, innerException) { }
}
