using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LiveGen.Templates;

/// <summary>
/// The value of <c>class</c>: one text, or several names of which some hold on a condition:
/// <c>@class: ["message", ("own", isOwn), extra]</c>. Null and false ones are left out.
/// </summary>
[CollectionBuilder(typeof(Classes), nameof(Create))]
[SuppressMessage("Naming", "CA1710", Justification = "A collection for collection expressions only.")]
public readonly ref struct Classes
{
    readonly string? _text;
    readonly ReadOnlySpan<ClassName> _names;

    Classes(string? text) => _text = text;

    Classes(ReadOnlySpan<ClassName> names) => _names = names;

    internal bool IsEmpty => _text is null && _names.IsEmpty;

    internal string? Text => _text;

    internal ReadOnlySpan<ClassName> Names => _names;

    /// <summary>Takes a text as it stands: one name, or several separated by spaces.</summary>
    public static implicit operator Classes(string? text) => new(text);

    /// <summary>Makes the value of a collection expression.</summary>
    public static Classes Create(ReadOnlySpan<ClassName> names) => new(names);

    /// <summary>The names, also those whose condition does not hold.</summary>
    public ReadOnlySpan<ClassName>.Enumerator GetEnumerator() => _names.GetEnumerator();
}

/// <summary>One name in <see cref="Classes"/>.</summary>
public readonly struct ClassName
{
    internal readonly string? Name;

    ClassName(string? name) => Name = name;

    /// <summary>A name; null is left out.</summary>
    public static implicit operator ClassName(string? name) => new(name);

    /// <summary>A name that is there while the condition holds.</summary>
    public static implicit operator ClassName((string Name, bool If) pair) => new(pair.If ? pair.Name : null);
}
