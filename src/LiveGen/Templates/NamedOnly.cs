namespace LiveGen.Templates;

/// <summary>
/// Stands between an element's children and its attributes, and has no value to pass: attributes are given by name only,
/// so that a fifth text never slides into <c>id</c>.
/// </summary>
public readonly struct NamedOnly
{
    internal NamedOnly(int unused) => _ = unused;
}
