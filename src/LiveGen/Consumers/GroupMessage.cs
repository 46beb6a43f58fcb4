using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// What travels through the channel layer, decoded: <c>C</c> and a frame that goes to the pages as it is, or <c>E</c>,
/// an event's name, a line feed and its JSON. Decoded once per process and message.
/// </summary>
sealed class GroupMessage
{
    const byte CommandsKind = (byte)'C';
    const byte EventKind = (byte)'E';

    // A batch may carry values that the application nested deeply; 64, the reader's default, is for strangers.
    const int MaxBatchDepth = 1000;

    // Events may come from a process of another version of the application: members it added are read over.
    static readonly JsonSerializerOptions s_json = CreateOptions();

    object? _event;

    /// <summary>What a message of the wrong shape decodes to; receivers drop it.</summary>
    public static GroupMessage Unreadable { get; } = new();

    /// <summary>The frame for the page; empty unless this is a batch of commands.</summary>
    public ReadOnlyMemory<byte> Frame { get; private init; }

    /// <summary>The event's name; null unless this is an event.</summary>
    public string? EventName { get; private init; }

    ReadOnlyMemory<byte> EventJson { get; init; }

    public static ReadOnlyMemory<byte> Encode<T>(T message) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(message);
        using var buffer = new PooledBuffer();
        buffer.WriteByte(EventKind);
        Encoding.ASCII.GetBytes(MessageNames.Of(message.GetType()), buffer);
        buffer.WriteByte((byte)'\n');
        using (var writer = new Utf8JsonWriter(buffer))
            JsonSerializer.Serialize(writer, message, message.GetType(), s_json);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes, or finds what another receiver of this process decoded.</summary>
    public static GroupMessage Of(ChannelMessage message) =>
        message.Decoded as GroupMessage ?? (GroupMessage)(message.Decoded = Decode(message.Payload));

    public static GroupMessage Decode(ReadOnlyMemory<byte> payload)
    {
        var bytes = payload.Span;
        if (bytes is [CommandsKind, .. var frame] && IsBatch(frame))
            return new GroupMessage { Frame = payload[1..] };
        if (bytes is [EventKind, .. var rest] && rest.IndexOf((byte)'\n') is > 0 and <= ChannelNames.MaxLength and var end)
            return new GroupMessage { EventName = Encoding.ASCII.GetString(rest[..end]), EventJson = payload[(end + 2)..] };
        return Unreadable;
    }

    /// <summary>The event's value; consumers of one process share it.</summary>
    /// <exception cref="JsonException">The JSON does not fit the type.</exception>
    public T Event<T>()
    {
        if (_event is T shared)
            return shared;
        var value = JsonSerializer.Deserialize<T>(EventJson.Span, s_json) ?? throw new JsonException("The event is null.");
        _event = value;
        return value;
    }

    static bool IsBatch(ReadOnlySpan<byte> frame)
    {
        // The reader does not look into strings, and a page drops its connection when a text frame is not UTF-8.
        if (!frame.StartsWith("[\"commands\",["u8) || !Utf8.IsValid(frame))
            return false;
        var reader = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = MaxBatchDepth });
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(LiveGenJson.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        };
        options.MakeReadOnly();
        return options;
    }
}
