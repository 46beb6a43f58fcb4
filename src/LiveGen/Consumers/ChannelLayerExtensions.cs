using LiveGen.Channels;

namespace LiveGen.Consumers;

/// <summary>Typed events over the channel layer's bytes.</summary>
public static class ChannelLayerExtensions
{
    /// <summary>
    /// Sends an event to one channel: a work queue, where exactly one <see cref="ChannelWorker"/> takes it, or an open
    /// socket by its <see cref="LiveGenWebSocketConsumer.ChannelName"/>.
    /// </summary>
    /// <param name="channels">The channel layer.</param>
    /// <param name="channel">The queue's name or the socket's channel.</param>
    /// <param name="message">Anything System.Text.Json can write.</param>
    /// <param name="cancellationToken">Stops waiting; the message may be delivered all the same.</param>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time, or the queue is full.</exception>
    public static ValueTask SendAsync<T>(
        this IChannelLayer channels, string channel, T message, CancellationToken cancellationToken = default) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(channels);
        return channels.SendAsync(channel, GroupMessage.Encode(message), cancellationToken);
    }
}
