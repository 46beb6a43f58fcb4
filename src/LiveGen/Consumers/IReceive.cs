namespace LiveGen.Consumers;

/// <summary>A consumer's method for one kind of callback from the page.</summary>
/// <remarks>
/// <para>The callback's arguments bind in order to the parameters of <typeparamref name="T"/>'s constructor; what does
/// not fit, or breaks a DataAnnotations attribute on a parameter or property, goes back to the page as errors by name
/// and this method is not called.</para>
/// <para>Commands written here (<c>Append(…)</c>) are sent to this socket when the method returns. Callbacks and events
/// of one socket run one at a time.</para>
/// </remarks>
/// <typeparam name="T">A record or class with one public constructor, such as <c>record Say([Length(1, 1000)] string Text)</c>.</typeparam>
public interface IReceive<in T>
{
    /// <summary>Handles one callback.</summary>
    /// <param name="message">The arguments, bound and validated.</param>
    /// <param name="cancellationToken">Cancelled when the socket ends.</param>
    ValueTask ReceiveAsync(T message, CancellationToken cancellationToken);
}
