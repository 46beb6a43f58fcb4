using System.Text.Json;

namespace LiveGen.Wire;

/// <summary>Writes C# values of any type as JSON behind what stands in a buffer.</summary>
static class JsonValue
{
    static readonly PooledBuffer s_nowhere = new();

    [ThreadStatic]
    static Utf8JsonWriter? t_writer;

    [ThreadStatic]
    static PooledBuffer? t_target;

    /// <summary>Whether this thread is writing a value there, and runs code of the value's own: a lazy sequence.</summary>
    public static bool IsWritingTo(PooledBuffer buffer) => t_target == buffer;

    /// <summary>Writes the value with its own type's members.</summary>
    public static void Write(PooledBuffer to, object? value)
    {
        // A value may write another one while it is enumerated, so the writer is nobody else's as long as it is in use.
        var writer = t_writer ?? new Utf8JsonWriter(s_nowhere);
        t_writer = null;
        var outer = t_target;
        t_target = to;
        try
        {
            writer.Reset(to);
            JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object), LiveGenJson.Options);
            writer.Flush();
        }
        finally
        {
            t_target = outer;
            writer.Reset(s_nowhere); // a kept buffer would be written into again, or kept alive
            t_writer = writer;
        }
    }
}
