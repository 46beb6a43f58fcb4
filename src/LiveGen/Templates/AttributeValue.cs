using System.Globalization;
using LiveGen.Wire;

namespace LiveGen.Templates;

/// <summary>
/// An attribute's value: text, a number, a date in the form that HTML asks for (<c>2026-11-20</c>,
/// <c>14:30</c>, <c>2026-11-20T14:30</c>), always in the invariant culture. <c>null</c> leaves the attribute out.
/// </summary>
public readonly struct AttributeValue
{
    sealed class Kind
    {
        public static readonly Kind Integer = new(), Number = new(), True = new(), False = new();
    }

    readonly object? _value;
    readonly long _bits;

    AttributeValue(object? value, long bits = 0)
    {
        _value = value;
        _bits = bits;
    }

    internal bool IsSet => _value is not null;

    internal bool IsTrue => _value == Kind.True;

    internal bool IsFalse => _value == Kind.False;

    internal string? Text => _value as string;

#pragma warning disable CS1591 // Each conversion says what it is by its type.
    public static implicit operator AttributeValue(string? value) => new(value);
    public static implicit operator AttributeValue(char value) => new(value.ToString()); // else it would go as a number
    public static implicit operator AttributeValue(int value) => new(Kind.Integer, value);
    public static implicit operator AttributeValue(long value) => new(Kind.Integer, value);
    public static implicit operator AttributeValue(double value) => new(Kind.Number, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator AttributeValue(bool value) => new(value ? Kind.True : Kind.False);
    public static implicit operator AttributeValue(decimal value) => new(value.ToString(CultureInfo.InvariantCulture));
    public static implicit operator AttributeValue(Guid value) => new(value.ToString());
    public static implicit operator AttributeValue(DateOnly value) => new(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    public static implicit operator AttributeValue(TimeOnly value) => new(value.ToString(
        value.Ticks % TimeSpan.TicksPerMinute == 0 ? "HH:mm" : "HH:mm:ss.FFF", CultureInfo.InvariantCulture));
    public static implicit operator AttributeValue(DateTime value) => new(value.ToString(
        value.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture));
    public static implicit operator AttributeValue(DateTimeOffset value) => new(value.ToString("yyyy-MM-ddTHH:mm:ss.FFFzzz", CultureInfo.InvariantCulture));
#pragma warning restore CS1591

    /// <summary>The value as text, not encoded.</summary>
    internal string? ToText() => _value switch
    {
        string text => text,
        null => null,
        _ when _value == Kind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        _ when _value == Kind.Number => BitConverter.Int64BitsToDouble(_bits).ToString(CultureInfo.InvariantCulture),
        _ => IsTrue ? "true" : "false",
    };

    internal void WriteTo(PooledBuffer to)
    {
        if (_value is string text)
            HtmlText.WriteAttribute(to, text);
        else if (_value == Kind.Integer)
            HtmlText.WriteInteger(to, _bits, CultureInfo.InvariantCulture);
        else if (_value == Kind.Number)
            RenderContext.WriteValue(to, BitConverter.Int64BitsToDouble(_bits), null, CultureInfo.InvariantCulture);
        else
            to.Write(IsTrue ? "true"u8 : "false"u8);
    }
}
