namespace LiveGen.Commands;

/// <summary>
/// A key with exactly these modifiers, for <c>when:</c>: <c>Key.Enter</c>, <c>Key.Enter.Ctrl</c>, <c>Key.Of("k").Ctrl.Shift</c>. It
/// never holds while an input method composes a word.
/// </summary>
public readonly record struct Key
{
    readonly KeyModifiers _modifiers;

    Key(string name, KeyModifiers modifiers = KeyModifiers.None)
    {
        Name = name;
        _modifiers = modifiers;
    }

    [Flags]
    enum KeyModifiers
    {
        None = 0,
        Ctrl = 1,
        Alt = 2,
        Shift = 4,
        Meta = 8,
    }

    /// <summary>The name as the browser gives it in <c>KeyboardEvent.key</c>.</summary>
    public string Name { get; }

#pragma warning disable CS1591 // Keys named as in KeyboardEvent.key.
    public static Key Enter => new("Enter");
    public static Key Escape => new("Escape");
    public static Key Tab => new("Tab");
    public static Key Space => new(" ");
    public static Key Backspace => new("Backspace");
    public static Key Delete => new("Delete");
    public static Key ArrowUp => new("ArrowUp");
    public static Key ArrowDown => new("ArrowDown");
    public static Key ArrowLeft => new("ArrowLeft");
    public static Key ArrowRight => new("ArrowRight");
    public static Key Home => new("Home");
    public static Key End => new("End");
    public static Key PageUp => new("PageUp");
    public static Key PageDown => new("PageDown");
#pragma warning restore CS1591

    /// <summary>The same key together with Ctrl.</summary>
    public Key Ctrl => new(Name, _modifiers | KeyModifiers.Ctrl);

    /// <summary>The same key together with Alt (Option).</summary>
    public Key Alt => new(Name, _modifiers | KeyModifiers.Alt);

    /// <summary>The same key together with Shift.</summary>
    public Key Shift => new(Name, _modifiers | KeyModifiers.Shift);

    /// <summary>The same key together with Meta (Command, Windows).</summary>
    public Key Meta => new(Name, _modifiers | KeyModifiers.Meta);

    /// <summary>Any other key by its name in <c>KeyboardEvent.key</c>, such as <c>"k"</c> or <c>"F2"</c>.</summary>
    public static Key Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Key(name);
    }

    /// <summary>The key as a condition.</summary>
    public static implicit operator When(Key key) => When.Of("key", [key.Name, .. key.Modifiers()]);

    List<string> Modifiers()
    {
        var names = new List<string>();
        foreach (var modifier in Enum.GetValues<KeyModifiers>())
        {
            if (modifier != KeyModifiers.None && _modifiers.HasFlag(modifier))
                names.Add(modifier.ToString().ToLowerInvariant());
        }
        return names;
    }
}
