namespace LiveGen.Channels;

/// <summary>
/// What a channel layer knows of its own health. The check <c>livegen-layer</c> asks a layer that implements it; one that does not
/// counts as healthy.
/// </summary>
public interface IChannelLayerHealth
{
    /// <summary>What is wrong, in words for whoever runs the application; null while messages arrive. Free to ask.</summary>
    string? Trouble { get; }
}
