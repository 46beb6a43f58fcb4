using LiveGen.Commands;

namespace LiveGen.Templates;

/// <summary>
/// A name and a value for <c>attrs:</c>, <c>data:</c> and <c>aria:</c>: <c>attrs: [("itemprop", "name"), ("novalidate", true)]</c>.
/// <c>null</c> leaves it out.
/// </summary>
public readonly struct Attr
{
    internal readonly string Name;
    internal readonly AttributeValue Value;

    Attr(string name, AttributeValue value)
    {
        Name = name;
        Value = value;
    }

#pragma warning disable CS1591 // Each conversion says what it is by its type.
    public static implicit operator Attr((string Name, string? Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, char Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, int Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, long Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, double Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, decimal Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, bool Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, Guid Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, DateOnly Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, TimeOnly Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, DateTime Value) pair) => new(pair.Name, pair.Value);
    public static implicit operator Attr((string Name, DateTimeOffset Value) pair) => new(pair.Name, pair.Value);
#pragma warning restore CS1591
}

/// <summary>An event's name and its callback for <c>on:</c>: <c>on: [("pointermove", callback)]</c>.</summary>
public readonly struct EventCallback
{
    internal readonly string Name;
    internal readonly Callback Callback;

    EventCallback(string name, Callback callback)
    {
        Name = name;
        Callback = callback;
    }

    /// <summary>Takes the name of a DOM event, without <c>on</c>, and what it calls.</summary>
    public static implicit operator EventCallback((string Name, Callback Callback) pair) => new(pair.Name, pair.Callback);
}
