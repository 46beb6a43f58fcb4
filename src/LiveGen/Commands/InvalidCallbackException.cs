namespace LiveGen.Commands;

/// <summary>
/// A callback whose arguments are not acceptable. The page gets the errors (<c>ack</c> with status <c>invalid</c>), its
/// socket lives, and commands collected so far are dropped. Actions and consumers may throw it for rules of their own.
/// </summary>
public sealed class InvalidCallbackException : Exception
{
    /// <summary>One argument is not acceptable.</summary>
    /// <param name="name">The argument or property, as the page may show it.</param>
    /// <param name="error">What is wrong, for the person at the page.</param>
    public InvalidCallbackException(string name, string error)
        : this(One(name, error)) { }

    /// <summary>Several arguments are not acceptable.</summary>
    /// <param name="errors">Name of the argument or property to what is wrong with it.</param>
    /// <exception cref="ArgumentException">An argument has null where its errors should be.</exception>
    public InvalidCallbackException(IReadOnlyDictionary<string, string[]> errors)
        : base(Describe(errors)) => Errors = errors.ToDictionary(e => e.Key, e => e.Value.ToArray());

    /// <summary>Name of the argument or property to what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; }

    static Dictionary<string, string[]> One(string name, string error)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(error);
        return new() { [name] = [error] };
    }

    // Refused here, where the stack names who made it: when the errors are written, nobody could answer the page any more.
    static string Describe(IReadOnlyDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var (name, texts) in errors)
        {
            if (texts is null || Array.IndexOf(texts, null) >= 0)
                throw new ArgumentException($"The errors of \"{name}\" are null or contain null. Give texts for the person at the page.", nameof(errors));
        }
        return $"Invalid: {string.Join("; ", errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"))}";
    }
}
