using System.Text.Json;

namespace LiveGen.Wire;

/// <summary>Writes C# values of any type as JSON behind what stands in a buffer.</summary>
static class JsonValue
{
    [ThreadStatic]
    static Utf8JsonWriter? t_writer;

    /// <summary>Writes the value with its own type's members.</summary>
    public static void Write(PooledBuffer to, object? value)
    {
        var writer = t_writer ??= new Utf8JsonWriter(Stream.Null);
        writer.Reset(to);
        JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object), LiveGenJson.Options);
        writer.Flush();
        writer.Reset(Stream.Null);
    }
}
