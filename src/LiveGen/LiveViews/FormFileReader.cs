using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>
/// Reads files out of a call's arguments: what stands there are the names of the parts that carry them, <c>["f0","f1"]</c>. So a
/// file may stand wherever a value may, also in a record that a form becomes.
/// </summary>
sealed class FormFileReader : JsonConverter<IFormFile>
{
    // Reading a call is synchronous, so this thread reads nothing else meanwhile.
    [ThreadStatic]
    static IFormFileCollection? t_files;

    public override bool HandleNull => false;

    /// <summary>Gives the files of a call until the result is disposed.</summary>
    public static Reading Use(IFormFileCollection? files)
    {
        t_files = files;
        return default;
    }

    public override IFormFile? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Find(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read())
            throw new JsonException();
        if (reader.TokenType == JsonTokenType.EndArray)
            return null;
        var file = reader.TokenType == JsonTokenType.String ? Find(reader.GetString()!) : throw new JsonException();
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? file : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, IFormFile value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A file comes from the browser; it cannot be a constant.");

    /// <summary>The file of that part.</summary>
    public static IFormFile Find(string name) => t_files?.GetFile(name) ?? throw new JsonException();

    public readonly ref struct Reading
    {
#pragma warning disable CA1822 // disposing a value
        public void Dispose() => t_files = null;
#pragma warning restore CA1822
    }
}

/// <summary>Reads several files into the collection that ASP.NET Core calls them.</summary>
sealed class FormFilesReader : JsonConverter<IFormFileCollection>
{
    public override IFormFileCollection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var files = new FormFileCollection();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            files.Add(reader.TokenType == JsonTokenType.String ? FormFileReader.Find(reader.GetString()!) : throw new JsonException());
        return files;
    }

    public override void Write(Utf8JsonWriter writer, IFormFileCollection value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Files come from the browser; they cannot be a constant.");
}
