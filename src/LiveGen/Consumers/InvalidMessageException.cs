namespace LiveGen.Consumers;

/// <summary>
/// A callback whose arguments are not acceptable. The page gets the errors (<c>ack</c> with status <c>invalid</c>), the
/// socket lives, and commands collected so far are dropped. A consumer may throw it for rules of its own.
/// </summary>
public sealed class InvalidMessageException : Exception
{
    /// <summary>One argument is not acceptable.</summary>
    /// <param name="name">The argument or property, as the page may show it.</param>
    /// <param name="error">What is wrong, for the person at the page.</param>
    public InvalidMessageException(string name, string error)
        : this(new Dictionary<string, string[]> { [name] = [error] }) { }

    /// <summary>Several arguments are not acceptable.</summary>
    /// <param name="errors">Name of the argument or property to what is wrong with it.</param>
    public InvalidMessageException(IReadOnlyDictionary<string, string[]> errors)
        : base($"Invalid: {string.Join("; ", errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"))}") => Errors = errors;

    /// <summary>Name of the argument or property to what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; }
}
