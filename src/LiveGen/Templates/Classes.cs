using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LiveGen.Templates;

/// <summary>
/// The value of <c>class</c>: one text, or several names of which some hold on a condition:
/// <c>@class: ["message", ("own", isOwn), extra]</c>. Null and false ones are left out.
/// </summary>
[CollectionBuilder(typeof(Classes), nameof(Create))]
[SuppressMessage("Naming", "CA1710", Justification = "A collection for collection expressions only.")]
public readonly ref struct Classes
{
    // Either the names, or the characters of one text, whose length is then kept as its complement: 16 bytes like a span,
    // which go into a call in registers.
    readonly ref byte _start;
    readonly int _length;

    Classes(string text)
    {
        _start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));
        _length = ~text.Length;
    }

    Classes(ReadOnlySpan<ClassName> names)
    {
        _start = ref Unsafe.As<ClassName, byte>(ref MemoryMarshal.GetReference(names));
        _length = names.Length;
    }

    internal bool IsEmpty => _length == 0;

    internal bool IsText => _length < 0;

    internal ReadOnlySpan<char> Text => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, char>(ref _start), ~_length);

    internal ReadOnlySpan<ClassName> Names => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, ClassName>(ref _start), _length);

    /// <summary>Takes a text as it stands: one name, or several separated by spaces.</summary>
    public static implicit operator Classes(string? text) => text is null ? default : new(text);

    /// <summary>Makes the value of a collection expression.</summary>
    public static Classes Create(ReadOnlySpan<ClassName> names) => new(names);

    /// <summary>The names, also those whose condition does not hold.</summary>
    public ReadOnlySpan<ClassName>.Enumerator GetEnumerator() => (IsText ? default : Names).GetEnumerator();
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
