using System.Text.Json;

namespace LiveGen.Wire;

/// <summary>Reads the frames that pages send, and refuses everything else.</summary>
static class ClientFrameReader
{
    const int MaxNameLength = 100;

    // What a page's counter can hold exactly.
    const long MaxId = 1L << 53;

    // What a page's clock may say after it slept.
    const double MaxMilliseconds = 24 * 60 * 60 * 1000;

    /// <summary>Reads one message.</summary>
    /// <exception cref="MalformedFrameException">It is not a frame of this protocol.</exception>
    public static ClientFrame Read(ReadOnlySpan<byte> message, int maxDepth)
    {
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            Expect(ref reader, JsonTokenType.StartArray, "a frame is a JSON array");
            Expect(ref reader, JsonTokenType.String, "a frame begins with its name");
            var frame = reader.ValueTextEquals("callback"u8) ? ReadCallback(ref reader, message, maxDepth)
                : reader.ValueTextEquals("ping"u8) ? new ClientFrame { Kind = ClientFrameKind.Ping }
                : reader.ValueTextEquals("seen"u8) ? ReadSeen(ref reader)
                : reader.ValueTextEquals("applied"u8) ? ReadApplied(ref reader)
                : reader.ValueTextEquals("hello"u8) ? ReadHello(ref reader, message, maxDepth)
                : throw new MalformedFrameException("the frame has a name that a page does not send");
            SkipRest(ref reader, message, maxDepth);
            return frame;
        }
        catch (JsonException e)
        {
            throw new MalformedFrameException("not JSON, too deep, or a duplicate name", e);
        }
        catch (InvalidOperationException e) // half a surrogate pair, written as an escape
        {
            throw new MalformedFrameException("a name that is not Unicode", e);
        }
    }

    /// <summary>Parses the arguments or the meta of a frame; of kind <c>Undefined</c> when there is none.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> json, int maxDepth) =>
        json.IsEmpty ? default : JsonElement.Parse(json.Span, new JsonDocumentOptions { MaxDepth = maxDepth });

    static ClientFrame ReadHello(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, int maxDepth)
    {
        Expect(ref reader, JsonTokenType.StartObject, "hello carries an object");
        var hello = Parse(ReadValue(ref reader, message, maxDepth), maxDepth);
        if (!hello.TryGetProperty("v"u8, out var v) || v.ValueKind != JsonValueKind.Number || !v.TryGetInt32(out var version))
            throw new MalformedFrameException("hello names its version in v");
        return new ClientFrame
        {
            Kind = ClientFrameKind.Hello,
            Version = version,
            Build = TextOf(hello, "build", "hello's build is a string"),
            Token = TextOf(hello, "token", "hello's token is a string"),
            Session = SessionOf(hello),
        };
    }

    static SessionClaim? SessionOf(JsonElement hello)
    {
        var at = TextOf(hello, "at", "hello's at is a string");
        var resume = TextOf(hello, "resume", "hello's resume is a string");
        var positions = new Dictionary<string, string>();
        if (hello.TryGetProperty("positions"u8, out var given))
        {
            if (given.ValueKind != JsonValueKind.Object)
                throw new MalformedFrameException("hello's positions are an object");
            foreach (var position in given.EnumerateObject())
                positions.Add(position.Name, position.Value.ValueKind == JsonValueKind.String
                    ? position.Value.GetString()! : throw new MalformedFrameException("a position is a string"));
        }
        long seen = 0;
        if (hello.TryGetProperty("seen"u8, out var count)
            && (count.ValueKind != JsonValueKind.Number || !count.TryGetInt64(out seen) || seen is < 0 or > MaxId))
            throw new MalformedFrameException("hello's seen is a whole number from 0");
        return at is null && resume is null ? null : new SessionClaim { At = at, Resume = resume, Positions = positions, Seen = seen };
    }

    static string? TextOf(JsonElement hello, string name, string rule) =>
        !hello.TryGetProperty(name, out var text) ? null
        : text.ValueKind == JsonValueKind.String ? text.GetString() : throw new MalformedFrameException(rule);

    static ClientFrame ReadSeen(ref Utf8JsonReader reader)
    {
        const string Rule = "seen carries a whole number from 0";
        Expect(ref reader, JsonTokenType.Number, Rule);
        if (!reader.TryGetInt64(out var count) || count is < 0 or > MaxId)
            throw new MalformedFrameException(Rule);
        return new ClientFrame { Kind = ClientFrameKind.Seen, Id = count };
    }

    static ClientFrame ReadApplied(ref Utf8JsonReader reader)
    {
        const string Rule = "applied carries a whole number from 1 and milliseconds from 0, at most a day";
        Expect(ref reader, JsonTokenType.Number, Rule);
        if (!reader.TryGetInt64(out var number) || number is < 1 or > MaxId)
            throw new MalformedFrameException(Rule);
        Expect(ref reader, JsonTokenType.Number, Rule);
        if (!reader.TryGetDouble(out var took) || took is not (>= 0 and <= MaxMilliseconds))
            throw new MalformedFrameException(Rule);
        return new ClientFrame { Kind = ClientFrameKind.Applied, Id = number, Took = TimeSpan.FromMilliseconds(took) };
    }

    static ClientFrame ReadCallback(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, int maxDepth)
    {
        Expect(ref reader, JsonTokenType.Number, "a callback's id is a number");
        if (!reader.TryGetInt64(out var id) || id is < 1 or > MaxId)
            throw new MalformedFrameException("a callback's id is a whole number from 1");

        reader.Read();
        string? name = null;
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length is > 0 and <= MaxNameLength)
            name = reader.GetString();
        else if (reader.TokenType != JsonTokenType.Null)
            throw new MalformedFrameException($"a callback's name is null or 1 to {MaxNameLength} bytes of text");

        Expect(ref reader, JsonTokenType.StartArray, "a callback's arguments are an array");
        var args = ReadValue(ref reader, message, maxDepth);
        reader.Read();
        var meta = reader.TokenType == JsonTokenType.EndArray ? default : ReadValue(ref reader, message, maxDepth);
        var hasMeta = reader.TokenType != JsonTokenType.Null;
        return new ClientFrame
        {
            Kind = ClientFrameKind.Callback,
            Id = id,
            Name = name,
            Args = args,
            Meta = hasMeta ? meta : default,
            Seal = ReadText(ref reader, "a callback's seal is null or text"),
            Token = ReadText(ref reader, "a callback's token is null or text"),
        };
    }

    // The next item of a frame; null also when the frame has ended before it.
    static string? ReadText(ref Utf8JsonReader reader, string rule)
    {
        if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 0)
            return null;
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null or JsonTokenType.EndArray => null,
            _ => throw new MalformedFrameException(rule),
        };
    }

    // Members that a later version adds are read over, yet they must be JSON within the limits.
    static void SkipRest(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, int maxDepth)
    {
        if (reader.TokenType != JsonTokenType.EndArray || reader.CurrentDepth != 0)
        {
            while (reader.Read() && reader.CurrentDepth > 0)
                ReadValue(ref reader, message, maxDepth);
        }
        if (reader.Read())
            throw new MalformedFrameException("text after the frame");
    }

    static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string rule)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new MalformedFrameException(rule);
    }

    // The value that the reader stands on, with memory of its own. It is checked now, so that what is not JSON closes the
    // socket at once, and parsed again when it is used: until then it takes no more than what the page sent.
    static ReadOnlyMemory<byte> ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, int maxDepth)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        ReadOnlyMemory<byte> value = message[start..(int)reader.BytesConsumed].ToArray();
        // Duplicate names are what the reader alone does not see. A document's memory is pooled.
        using var check = JsonDocument.Parse(value, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        return value;
    }
}
