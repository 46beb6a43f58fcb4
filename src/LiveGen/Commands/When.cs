namespace LiveGen.Commands;

/// <summary>
/// A condition that the browser checks before it calls: a <see cref="Key"/>, or a predicate that the page has registered with
/// <c>LiveGen.when(name, fn)</c>.
/// </summary>
public readonly struct When
{
    When(string name, object?[] arguments)
    {
        Name = name;
        Arguments = arguments;
    }

    internal string? Name { get; }

    internal object?[] Arguments { get; }

    /// <summary>A registered predicate and the arguments it gets after the event.</summary>
    public static When Of(string name, params object?[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new When(name, arguments);
    }
}
