using LiveGen.Channels;
using LiveGen.Wire;

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
        var payload = GroupMessage.Encode(message);
        return LiveGenTracing.IsOn
            ? TraceAsync(channels, channel, payload, MessageNames.Of(message.GetType()), cancellationToken)
            : channels.SendAsync(channel, payload, cancellationToken);
    }

    static async ValueTask TraceAsync(
        IChannelLayer channels, string channel, ReadOnlyMemory<byte> payload, string name, CancellationToken cancellationToken)
    {
        using var span = LiveGenTracing.SendToChannel(channels.GetType(), channel, name);
        try
        {
            // To a socket the layer carries the trace itself.
            await channels.SendAsync(channel, ProcessChannelNames.IsSocket(channel) ? payload : QueuedTrace.Before(payload), cancellationToken);
        }
        catch (Exception e)
        {
            LiveGenTracing.Fail(span, e);
            throw;
        }
    }
}
