using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using LiveGen.Wire;

namespace LiveGen.Templates;

/// <summary>How an element treats its content.</summary>
enum TagKind
{
    Normal,

    /// <summary>No content, no closing tag.</summary>
    Void,

    /// <summary><c>script</c>, <c>style</c>: content is not markup and cannot be escaped.</summary>
    RawText,

    /// <summary><c>title</c>, <c>textarea</c>: text only; elements inside would show as text.</summary>
    EscapableText,

    /// <summary><c>pre</c>: the parser drops a first line break, so one more must be written.</summary>
    LeadingNewline,
}

/// <summary>An element's name as bytes, made so that writing it is one store of 32 bytes and an addition.</summary>
sealed class Tag
{
    // What a write may touch beyond the bytes it counts.
    public const int MaxBytes = 32;

    static readonly Lock s_adding = new();
    static volatile Tag[] s_all = [];

    readonly Vector256<byte> _open;
    readonly Vector256<byte> _close;

    // The whole of a name that is too long for one store: only a custom element's is.
    readonly byte[]? _long;

    public Tag(string name, TagKind kind = TagKind.Normal)
    {
        Name = name;
        Kind = kind;
        _open = Pack($"<{name}>", out var open);
        _close = Pack(kind == TagKind.Void ? "" : $"</{name}>", out var close);
        OpenLength = open - 1;
        CloseLength = close;
        if (Math.Max(open, close) > MaxBytes)
            _long = Encoding.UTF8.GetBytes($"<{name}></{name}>");
        EatsNewline = kind == TagKind.LeadingNewline || name == "textarea";
        HasOrdinaryContent = kind == TagKind.Normal && _long is null;
        lock (s_adding)
        {
            Number = s_all.Length;
            s_all = [.. s_all, this];
        }
    }

    public string Name { get; }

    public TagKind Kind { get; }

    /// <summary>Stands for the tag where it is noted for each element: a number is stored without the collector's help.</summary>
    public int Number { get; }

    /// <summary>Whether the parser drops a line break at the start of the content.</summary>
    public bool EatsNewline { get; }

    /// <summary>Whether any children, and the name, may be written without a second thought: true but for a few elements.</summary>
    public bool HasOrdinaryContent { get; }

    /// <summary>Bytes of <c>&lt;name</c>.</summary>
    public int OpenLength { get; }

    /// <summary>Bytes of <c>&lt;/name&gt;</c>; 0 for a void element.</summary>
    public int CloseLength { get; }

    public static Tag ByNumber(int number) => s_all[number];

    /// <summary>Puts <c>&lt;name&gt;</c> into room for <see cref="MaxBytes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutOpen(ref byte target) => _open.StoreUnsafe(ref target);

    /// <summary>The same with <c>&lt;/name&gt;</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutClose(ref byte target) => _close.StoreUnsafe(ref target);

    /// <summary>Writes <c>&lt;name&gt;</c>; its last byte does not count for one that gets attributes.</summary>
    public void WriteOpen(PooledBuffer to, int length)
    {
        if (length > MaxBytes)
        {
            to.Write(_long.AsSpan(0, length));
            return;
        }
        ref var target = ref to.ReserveRef(MaxBytes);
        _open.StoreUnsafe(ref target);
        to.Advance(length);
    }

    /// <summary>Writes <c>&lt;/name&gt;</c>, or nothing for a void element.</summary>
    public void WriteClose(PooledBuffer to)
    {
        if (CloseLength > MaxBytes)
        {
            to.Write(_long.AsSpan(OpenLength + 1));
            return;
        }
        ref var target = ref to.ReserveRef(MaxBytes);
        _close.StoreUnsafe(ref target);
        to.Advance(CloseLength);
    }

    static Vector256<byte> Pack(string text, out int length)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        length = bytes.Length;
        Array.Resize(ref bytes, Math.Max(length, MaxBytes));
        return Vector256.Create(bytes);
    }
}
