using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Commands;

/// <summary>
/// Brings what a form says into the shape of the type that it is for: an empty field is null where null is allowed, a box that is
/// not checked is false, one field is a list of one. All that does not fit is found at once, under the names that the fields have.
/// </summary>
/// <param name="json">How values are read.</param>
/// <param name="errors">What does not fit.</param>
sealed class FormReader(JsonSerializerOptions json, MessageErrors errors)
{
    /// <summary>Of a field that must have a value.</summary>
    public const string Required = "This is required.";

    static readonly NullabilityInfoContext s_nullability = new();

    bool _isWrong;

    /// <summary>Reads an object; null when errors say why not.</summary>
    /// <param name="form">What the fields say.</param>
    /// <param name="type">What becomes of it, of kind object.</param>
    /// <param name="path">What the names of its fields begin with.</param>
    public object? Read(JsonElement form, JsonTypeInfo type, string path = "")
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var to = new Utf8JsonWriter(buffer))
            WriteObject(to, form, type, path);
        if (_isWrong)
            return null;
        try
        {
            return JsonSerializer.Deserialize(buffer.WrittenSpan, type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            errors.Add((e as JsonException)?.Path is ['$', '.', .. var part] ? path + part : path.TrimEnd('.'), MessageErrors.NotValid);
            return null;
        }
    }

    void WriteObject(Utf8JsonWriter to, JsonElement form, JsonTypeInfo type, string path)
    {
        var missing = type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null).ToList();
        to.WriteStartObject();
        foreach (var field in form.EnumerateObject())
        {
            var index = missing.FindIndex(property => property.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                Wrong(path + field.Name, MessageErrors.NotValid);
                continue;
            }
            to.WritePropertyName(missing[index].Name);
            WriteValue(to, field.Value, missing[index].PropertyType, AllowsNull(missing[index]), path + NameOf(missing[index]));
            missing.RemoveAt(index);
        }
        foreach (var property in missing)
            WriteMissing(to, property, path + NameOf(property));
        to.WriteEndObject();
    }

    // No field of that name: a box that is not checked, a list that is empty, a group in which nothing is chosen.
    void WriteMissing(Utf8JsonWriter to, JsonPropertyInfo property, string path)
    {
        var isNeeded = property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };
        if (!isNeeded)
            return;
        to.WritePropertyName(property.Name);
        WriteValue(to, default, property.PropertyType, AllowsNull(property), path);
    }

    void WriteValue(Utf8JsonWriter to, JsonElement value, Type type, bool allowsNull, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = json.GetTypeInfo(type);
        var isNothing = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        if (IsList(info))
            WriteList(to, isNothing && !allowsNull ? s_none : value, info, path);
        else if (type == typeof(bool) && !(isNothing && allowsNull))
            WriteBoolean(to, value, path);
        else if (info.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
            WriteObject(to, value, info, path + ".");
        else
            WriteOne(to, Single(value, type), info, allowsNull, path);
    }

    void WriteList(Utf8JsonWriter to, JsonElement value, JsonTypeInfo list, string path)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            to.WriteNullValue();
            return;
        }
        var type = ItemOf(list.Type);
        to.WriteStartArray();
        if (value.ValueKind != JsonValueKind.Array)
            WriteValue(to, value, type, allowsNull: false, path);
        else
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
                WriteValue(to, item, type, allowsNull: true, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
        }
        to.WriteEndArray();
    }

    // A box with a value of its own gives that value, in a list; on its own it says "on".
    void WriteBoolean(Utf8JsonWriter to, JsonElement value, string path)
    {
        var isTrue = value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined => false,
            JsonValueKind.Array => value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.True || item.ValueKind == JsonValueKind.String && !IsFalse(item)),
            JsonValueKind.String => !IsFalse(value),
            _ => (bool?)null,
        };
        if (isTrue is { } known)
            to.WriteBooleanValue(known);
        else
            Wrong(to, path, Expected(typeof(bool)));
    }

    void WriteOne(Utf8JsonWriter to, JsonElement value, JsonTypeInfo info, bool allowsNull, string path)
    {
        var isText = info.Type == typeof(string);
        var isEmpty = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            || value.ValueKind == JsonValueKind.String && (isText ? allowsNull && value.ValueEquals("") : string.IsNullOrWhiteSpace(value.GetString()))
            || value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0 && info.Kind == JsonTypeInfoKind.None;
        if (isEmpty && allowsNull)
            to.WriteNullValue();
        else if (isEmpty)
            Wrong(to, path, Required);
        else if (Trimmed(value, isText) is var given && CanRead(given, info))
            given.WriteTo(to);
        else
            Wrong(to, path, Expected(info.Type));
    }

    static readonly JsonElement s_none = JsonElement.Parse("[]");

    static JsonElement Trimmed(JsonElement value, bool isText) =>
        !isText && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is var text && text.Length < value.GetString()!.Length
            ? JsonSerializer.SerializeToElement(text)
            : value;

    // Several fields have one name, or one says its value in a list. Files are said in lists always.
    static JsonElement Single(JsonElement value, Type type) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 && !type.IsAssignableTo(typeof(IFormFile)) && type != typeof(IFormFileCollection)
            ? value[0]
            : value;

    static bool CanRead(JsonElement value, JsonTypeInfo info)
    {
        try
        {
            return value.Deserialize(info) is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException or FormatException)
        {
            return false;
        }
    }

    static bool IsFalse(JsonElement text) => text.GetString() is "" || text.GetString()!.Equals("false", StringComparison.OrdinalIgnoreCase);

    static string Expected(Type type) => $"This must be {ExpectedValue.Of(type)}.";

    static string NameOf(JsonPropertyInfo property) =>
        property.AttributeProvider is MemberInfo member ? ObjectRules.NameOf(member) : property.Name;

    static bool AllowsNull(JsonPropertyInfo property)
    {
        if (property.PropertyType.IsValueType)
            return Nullable.GetUnderlyingType(property.PropertyType) is not null;
        lock (s_nullability) // it keeps what it has seen, for one thread
        {
            return property.AttributeProvider switch
            {
                PropertyInfo own => s_nullability.Create(own).ReadState != NullabilityState.NotNull,
                FieldInfo own => s_nullability.Create(own).ReadState != NullabilityState.NotNull,
                _ => property.IsSetNullable,
            };
        }
    }

    // IReadOnlySet is read by a converter of ours, which hides from JSON that it is a list.
    static bool IsList(JsonTypeInfo info) => info.Kind == JsonTypeInfoKind.Enumerable
        || info.Type.IsGenericType && info.Type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>);

    static Type ItemOf(Type list) => list.IsArray
        ? list.GetElementType()!
        : list.GetInterfaces().Prepend(list).FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0] ?? typeof(object);

    void Wrong(Utf8JsonWriter to, string path, string error)
    {
        to.WriteNullValue();
        Wrong(path, error);
    }

    void Wrong(string path, string error)
    {
        _isWrong = true;
        errors.Add(path, error);
    }
}
