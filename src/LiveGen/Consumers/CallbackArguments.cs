using System.Globalization;
using System.Text.Json;
using LiveGen.Commands;

namespace LiveGen.Consumers;

/// <summary>The arguments of an untyped callback, in the order in which the page's <c>Callback(…)</c> names them.</summary>
/// <remarks>Everything here comes from the browser: check it as you would a form's fields.</remarks>
public readonly struct CallbackArguments
{
    readonly JsonElement _values;
    readonly JsonSerializerOptions _json;

    internal CallbackArguments(JsonElement values, JsonSerializerOptions json)
    {
        _values = values;
        _json = json;
    }

    /// <summary>How many there are.</summary>
    public int Count => _values.ValueKind == JsonValueKind.Array ? _values.GetArrayLength() : 0;

    /// <summary>One argument as JSON.</summary>
    /// <exception cref="InvalidCallbackException">There are fewer arguments.</exception>
    public JsonElement this[int index] => (uint)index < (uint)Count
        ? _values[index]
        : throw new InvalidCallbackException(Name(index), $"This is missing: the callback has {Count} arguments.");

    /// <summary>One argument as a value; JSON's <c>null</c> is refused when <typeparamref name="T"/> is a value type.</summary>
    /// <exception cref="InvalidCallbackException">There are fewer arguments, or this one is something else.</exception>
    public T Get<T>(int index)
    {
        var value = this[index];
        try
        {
            return value.Deserialize<T>(_json)!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new InvalidCallbackException(Name(index), $"This must be {ExpectedValue.Of(typeof(T))}.");
        }
    }

    static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);
}
