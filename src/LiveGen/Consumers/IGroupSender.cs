using LiveGen.Channels;
using LiveGen.Commands;

namespace LiveGen.Consumers;

/// <summary>
/// Sends events and commands to groups of open pages, from any code of the process: a background service, an HTTP
/// endpoint, a page. Inject it; it is a singleton and safe to use from many threads.
/// </summary>
/// <remarks>
/// Awaited sends of one caller arrive in their order, and every member of a group sees the group's messages in the same
/// order. A group without members is not an error.
/// </remarks>
public interface IGroupSender
{
    /// <summary>Sends an event to every consumer in the group that implements <see cref="IHandle{T}"/> for it.</summary>
    /// <param name="group">1 to 100 of <c>A–Z a–z 0–9 _ . -</c>.</param>
    /// <param name="message">Anything System.Text.Json can write; encoded once.</param>
    /// <param name="cancellationToken">Stops waiting; the message may be delivered all the same.</param>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time.</exception>
    ValueTask SendAsync<T>(string group, T message, CancellationToken cancellationToken = default) where T : notnull;

    /// <summary>Sends commands to every page in the group: the same bytes to all, whatever their consumers are.</summary>
    /// <param name="group">1 to 100 of <c>A–Z a–z 0–9 _ . -</c>.</param>
    /// <param name="commands">From <c>Live.Render</c>; an empty batch sends nothing.</param>
    /// <param name="cancellationToken">Stops waiting; the batch may be delivered all the same.</param>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time.</exception>
    ValueTask SendCommandsAsync(string group, CommandBatch commands, CancellationToken cancellationToken = default);

    /// <summary><see cref="SendAsync{T}"/> for a caller that cannot await.</summary>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time.</exception>
    void Send<T>(string group, T message) where T : notnull;

    /// <summary><see cref="SendCommandsAsync"/> for a caller that cannot await.</summary>
    /// <exception cref="ChannelLayerException">The layer could not take the message in time.</exception>
    void SendCommands(string group, CommandBatch commands);
}
