using System.Globalization;
using System.Runtime.CompilerServices;

namespace LiveGen.Templates;

/// <summary>
/// One child of an element: text, a number, a date, an element, or nothing. It is never made by name: strings and values
/// convert to it, <c>null</c> writes nothing, and an interpolated text encodes its holes
/// (<c>P($"Hello {B(name)}!")</c>).
/// </summary>
/// <remarks>
/// 16 bytes: a text, or a mark of the kind with 8 bytes of value. Text shows values in the request's culture; attributes
/// use the invariant one.
/// </remarks>
[InterpolatedStringHandler]
public struct Content
{
    /// <summary>What a content without a text is; compared by reference.</summary>
    internal sealed class Kind
    {
        public static readonly Kind Integer = new(), Unsigned = new(), Number = new(), Truth = new(), Character = new(),
            Range = new(), Body = new();
    }

    object? _text;
    long _bits;

    Content(object? text, long bits = 0)
    {
        _text = text;
        _bits = bits;
    }

    Content(HtmlRange range) : this(Kind.Range, range.Bits) { }

    /// <summary>Begins an interpolated text; the compiler calls it.</summary>
    /// <param name="literalLength">Characters of the literal parts.</param>
    /// <param name="formattedCount">Number of holes.</param>
    public Content(int literalLength, int formattedCount)
    {
        _ = literalLength + formattedCount;
        var render = RenderContext.Current;
        this = new Content(render.RangeFrom(render.Html.Length));
    }

    /// <summary>What the page wrote, for its layout: see <see cref="RenderContext.BeginLayout"/>.</summary>
    internal static Content PageBody(long number) => new(Kind.Body, number);

    /// <summary>No content: writes nothing.</summary>
    public static Content None => default;

    /// <summary>Whether bytes of it stand in the render already.</summary>
    internal readonly bool IsRange => _text == Kind.Range && !Range.IsEmpty;

    /// <summary>Whether it was left out, or is null.</summary>
    internal readonly bool IsNone => _text is null;

    internal readonly bool IsEmpty => _text is null || (_text == Kind.Range && Range.IsEmpty);

    /// <summary>Where its bytes stand, when it has any.</summary>
    internal readonly HtmlRange Range => new(_bits);

    /// <summary>The text, when it is one that is not yet written.</summary>
    internal readonly string? Text => _text as string;

    /// <summary>Whether it is a whole number, which <see cref="Integer"/> is then.</summary>
    internal readonly bool IsInteger => _text == Kind.Integer;

    internal readonly long Integer => _bits;

#pragma warning disable CS1591 // Each conversion says what it is by its type.
    public static implicit operator Content(string? text) => new(text);
    public static implicit operator Content(char value) => new(Kind.Character, value);
    public static implicit operator Content(int value) => new(Kind.Integer, (long)value);
    public static implicit operator Content(long value) => new(Kind.Integer, value);
    public static implicit operator Content(ushort value) => new(Kind.Integer, (long)value); // byte comes here too
    public static implicit operator Content(uint value) => new(Kind.Integer, (long)value);
    public static implicit operator Content(ulong value) => new(Kind.Unsigned, (long)value);
    public static implicit operator Content(double value) => new(Kind.Number, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Content(bool value) => new(Kind.Truth, value ? 1 : 0);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Content(Element value) =>
        value.IsEmpty ? default : new(value.Range);
    // Values that do not fit into 8 bytes, and dates, are written at once; arguments are evaluated in order.
    public static implicit operator Content(decimal value) => Written(value);
    public static implicit operator Content(Guid value) => Written(value);
    public static implicit operator Content(DateTime value) => Written(value);
    public static implicit operator Content(DateTimeOffset value) => Written(value);
    public static implicit operator Content(DateOnly value) => Written(value);
    public static implicit operator Content(TimeOnly value) => Written(value);
    public static implicit operator Content(TimeSpan value) => Written(value);
#pragma warning restore CS1591

    /// <summary>Writes a literal part; the compiler calls it.</summary>
    public void AppendLiteral(string value)
    {
        HtmlText.Write(RenderContext.Current.Html, value);
        Extend();
    }

    /// <summary>Writes a text hole, encoded; the compiler calls it.</summary>
    public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

    /// <summary>Keeps an element that stands in a hole; the compiler calls it.</summary>
    public void AppendFormatted(Element value)
    {
        if (!value.IsEmpty)
            AppendRange(value.Range);
    }

    /// <summary>Takes a content that a method was given into the text; the compiler calls it.</summary>
    public void AppendFormatted(Content value)
    {
        if (value.IsRange)
        {
            AppendRange(value.Range);
            return;
        }
        value.WriteTo(RenderContext.Current);
        Extend();
    }

    /// <summary>Writes any other hole in the request's culture, encoded; the compiler calls it.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        // No overloads of their own: beside them a null or a condition in a hole would be ambiguous.
        if (typeof(T) == typeof(Element?))
        {
            AppendFormatted(Unsafe.As<T, Element?>(ref value).GetValueOrDefault());
            return;
        }
        if (!typeof(T).IsValueType && value is IEnumerable<Element> elements)
        {
            var range = RenderContext.Current.Together(elements);
            if (!range.IsEmpty)
                AppendRange(range);
            return;
        }
        RenderContext.Current.WriteValue(value, format);
        Extend();
    }

    /// <summary>Writes a hole that is padded to a width, encoded; the compiler calls it.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null)
    {
        var text = value is IFormattable formattable
            ? formattable.ToString(format, CultureInfo.CurrentCulture)
            : value?.ToString() ?? "";
        AppendLiteral(alignment < 0 ? text.PadRight(-alignment) : text.PadLeft(alignment));
    }

    /// <summary>Writes a content that is not yet in the render.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void WriteTo(RenderContext render)
    {
        if (_text is string text)
            HtmlText.Write(render.Html, text);
        else if (_text == Kind.Integer)
            HtmlText.WriteInteger(render.Html, _bits, culture: null);
        else if (_text is not null)
            WriteOtherTo(render);
    }

    readonly void WriteOtherTo(RenderContext render)
    {
        if (_text == Kind.Number)
            render.WriteValue(BitConverter.Int64BitsToDouble(_bits), null);
        else if (_text == Kind.Unsigned)
            render.WriteValue((ulong)_bits, null);
        else if (_text == Kind.Truth)
            render.Html.Write(_bits != 0 ? "true"u8 : "false"u8);
        else if (_text == Kind.Character)
            HtmlText.Write(render.Html, [(char)_bits]);
        else if (_text == Kind.Body)
            render.WriteBody(_bits);
    }

    static Content Written<T>(T value)
    {
        var render = RenderContext.Current;
        var start = render.Html.Length;
        render.WriteValue(value, null);
        return new Content(render.RangeFrom(start));
    }

    /// <summary>What was written just behind the text joins it; what was written just before it takes its place in it.</summary>
    void AppendRange(HtmlRange range)
    {
        var render = RenderContext.Current;
        var html = render.Html;
        var text = Range;
        render.RequireStanding(range);
        if (range.Start == text.End && range.End == html.Length)
        {
            Extend();
            return;
        }
        render.RequireStanding(text);
        if (range.End != text.Start || text.End != html.Length || range.Start < render.ContentStart)
            render.ThrowMisplaced(range.Start, range.End);
        if (!text.IsEmpty)
            html.RotateTail(range.Start, text.End - text.Start);
        _bits = render.RangeFrom(range.Start).Bits;
    }

    void Extend()
    {
        var render = RenderContext.Current;
        render.RequireStanding(Range);
        _bits = render.RangeFrom(Range.Start).Bits;
    }
}
