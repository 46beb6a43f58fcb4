namespace LiveGen.Commands;

/// <summary>
/// A value that is read in the browser when the event happens, in the type of its element: a number field gives a number, a
/// checkbox a boolean, a form an object. Whoever sits there chooses it: check it on the server.
/// </summary>
public sealed class ClientValue
{
    ClientValue(string? id) => Id = id;

    /// <summary>The element that has the event.</summary>
    public static ClientValue This { get; } = new(null);

    /// <summary>The element's id; null for the one that has the event.</summary>
    internal string? Id { get; }

    /// <summary>The element with this id.</summary>
    public static ClientValue Of(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new(id);
    }
}
