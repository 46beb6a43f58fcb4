namespace LiveGen.Consumers;

/// <summary>A method of a consumer (or of a <see cref="ChannelWorker"/>) for one kind of event.</summary>
/// <remarks>
/// An event is decoded once per process and the same instance is given to every consumer there, so let
/// <typeparamref name="T"/> be an immutable record. In a consumer, commands written here are sent to its socket when the
/// method returns. Events of kinds that a consumer has no method for pass it by.
/// </remarks>
/// <typeparam name="T">A type that System.Text.Json can write and read.</typeparam>
public interface IHandle<in T>
{
    /// <summary>Handles one event.</summary>
    /// <param name="message">The event, shared with the other consumers of this process.</param>
    /// <param name="cancellationToken">Cancelled when the socket ends, or the worker is stopped.</param>
    ValueTask HandleAsync(T message, CancellationToken cancellationToken);
}
