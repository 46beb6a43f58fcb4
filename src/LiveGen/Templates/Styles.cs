using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LiveGen.Templates;

/// <summary>
/// The value of <c>style</c>: pairs of property and value, <c>style: [("width", "40%"), ("--row", 3)]</c>, or one text. A
/// value that could leave its property (<c>; { }</c>), load a script or end the element is refused. Under a
/// <c>style-src</c> without <c>'unsafe-inline'</c> browsers ignore the attribute: prefer classes.
/// </summary>
[CollectionBuilder(typeof(Styles), nameof(Create))]
[SuppressMessage("Naming", "CA1710", Justification = "A collection for collection expressions only.")]
public readonly ref struct Styles
{
    readonly string? _text;
    readonly ReadOnlySpan<StyleRule> _rules;

    Styles(string? text) => _text = text;

    Styles(ReadOnlySpan<StyleRule> rules) => _rules = rules;

    internal bool IsEmpty => _text is null && _rules.IsEmpty;

    internal string? Text => _text;

    internal ReadOnlySpan<StyleRule> Rules => _rules;

    /// <summary>Takes declarations as they stand in CSS.</summary>
    public static implicit operator Styles(string? text) => new(text);

    /// <summary>Makes the value of a collection expression.</summary>
    public static Styles Create(ReadOnlySpan<StyleRule> rules) => new(rules);

    /// <summary>The pairs, also those without a value.</summary>
    public ReadOnlySpan<StyleRule>.Enumerator GetEnumerator() => _rules.GetEnumerator();
}

/// <summary>One pair in <see cref="Styles"/>; a null value leaves it out.</summary>
public readonly struct StyleRule
{
    internal readonly string Property;
    internal readonly string? Value;

    StyleRule(string property, string? value)
    {
        Property = property;
        Value = value;
    }

    /// <summary>A property and its value.</summary>
    public static implicit operator StyleRule((string Property, string? Value) pair) => new(pair.Property, pair.Value);

    /// <summary>A property and a bare number.</summary>
    public static implicit operator StyleRule((string Property, double Value) pair) =>
        new(pair.Property, pair.Value.ToString(CultureInfo.InvariantCulture));
}
