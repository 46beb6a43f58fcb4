using System.Globalization;
using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>
/// One argument of a callback: a constant of yours, which comes back exactly as it went out, or a value that is read in the
/// browser (<c>This</c>, an element with an id). Every value converts; for other types write <c>Constant(value)</c>.
/// </summary>
public readonly struct CallbackArg
{
    // The value is null, a ClientValue, a boxed constant, or one of these with 8 bytes beside it.
    static readonly object s_integer = new(), s_null = new();

    readonly object? _value;
    readonly long _bits;

    CallbackArg(object? value, long bits = 0)
    {
        _value = value;
        _bits = bits;
    }

    /// <summary>Whether there is an argument at all; JSON's null is one.</summary>
    internal bool IsSet => _value is not null;

    /// <summary>How many there are: the first that is not set ends them.</summary>
    internal static int Count(ReadOnlySpan<CallbackArg> arguments)
    {
        var count = 0;
        while (count < arguments.Length && arguments[count].IsSet)
            count++;
        return count;
    }

    internal ClientValue? Client => _value as ClientValue;

#pragma warning disable CS1591 // Each conversion says what it is by its type.
    public static implicit operator CallbackArg(ClientValue value) => new(value);
    public static implicit operator CallbackArg(string? value) => new(value ?? s_null);
    public static implicit operator CallbackArg(int value) => new(s_integer, value);
    public static implicit operator CallbackArg(long value) => new(s_integer, value);
    public static implicit operator CallbackArg(bool value) => Constant(value);
    public static implicit operator CallbackArg(double value) => Constant(value);
    public static implicit operator CallbackArg(decimal value) => Constant(value);
    public static implicit operator CallbackArg(Guid value) => Constant(value);
    public static implicit operator CallbackArg(DateOnly value) => Constant(value);
    public static implicit operator CallbackArg(TimeOnly value) => Constant(value);
    public static implicit operator CallbackArg(TimeSpan value) => Constant(value);
    public static implicit operator CallbackArg(DateTime value) => Constant(value);
    public static implicit operator CallbackArg(DateTimeOffset value) => Constant(value);
#pragma warning restore CS1591

    /// <summary>A constant of any type that System.Text.Json writes and reads: enums, records, tuples, lists, sets.</summary>
    public static CallbackArg Constant<T>(T value) => new(value is null ? s_null : value);

    /// <summary>Writes a constant as JSON.</summary>
    internal void WriteJson(PooledBuffer to)
    {
        if (_value == s_integer)
        {
            _bits.TryFormat(to.Reserve(20), out var written, default, CultureInfo.InvariantCulture);
            to.Advance(written);
        }
        else if (_value is string text)
            JsonText.WriteString(to, text);
        else if (_value == s_null)
            to.Write("null"u8);
        else
            JsonValue.Write(to, _value);
    }
}
