using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// What travels through the channel layer, decoded: <c>C</c> and a batch that goes to the pages, or <c>E</c>, an event's name, a line
/// feed and its JSON, or <c>R</c> and an id: a connection has taken the channel's session over. Decoded once per process and message.
/// </summary>
sealed class GroupMessage
{
    const byte CommandsKind = (byte)'C';
    const byte EventKind = (byte)'E';
    const byte ReplacementKind = (byte)'R';

    const int MaxReplacement = 32;

    // A batch may carry values that the application nested deeply; 64, the reader's default, is for strangers.
    const int MaxBatchDepth = 1000;

    // Events may come from a process of another version of the application: members it added are read over.
    static readonly JsonSerializerOptions s_json = CreateOptions();

    object? _event;

    /// <summary>What a message of the wrong shape decodes to; receivers drop it.</summary>
    public static GroupMessage Unreadable { get; } = new();

    /// <summary>The frame for the page, with group and position; empty unless this is a batch of commands.</summary>
    public SocketFrame Frame { get; private init; }

    /// <summary>The event's name; null unless this is an event.</summary>
    public string? EventName { get; private init; }

    /// <summary>Which connection has taken the session over; null unless this says so.</summary>
    public string? Replacement { get; private init; }

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

    /// <summary>The message that tells the connections of a channel that another one has taken their session over.</summary>
    public static ReadOnlyMemory<byte> EncodeReplacement(string by) => Encoding.ASCII.GetBytes((char)ReplacementKind + by);

    /// <summary>Decodes, or finds what another receiver of this process decoded.</summary>
    /// <param name="message">The message.</param>
    /// <param name="channel">The receiver's channel: what a message to it alone is known by.</param>
    public static GroupMessage Of(ChannelMessage message, string channel) => message.Decoded as GroupMessage
        ?? (GroupMessage)(message.Decoded = Decode(message.Payload, message.Group ?? channel, message.Position));

    public static GroupMessage Decode(ReadOnlyMemory<byte> payload, string group = "", GroupPosition position = default)
    {
        var bytes = payload.Span;
        if (bytes is [CommandsKind, .. var frame] && BatchIn(frame) is { IsEmpty: false } batch)
            return new GroupMessage { Frame = ServerFrames.CommandsOf(batch, group, position) };
        if (bytes is [ReplacementKind, .. { Length: <= MaxReplacement } by])
            return new GroupMessage { Replacement = Encoding.ASCII.GetString(by) };
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

    // The commands in a frame as a publisher writes it, ["commands",[…]]; empty when it is none.
    static ReadOnlySpan<byte> BatchIn(ReadOnlySpan<byte> frame)
    {
        // The reader does not look into strings, and a page drops its connection when a text frame is not UTF-8.
        var head = "[\"commands\","u8;
        if (!frame.StartsWith(head) || frame[^1] != (byte)']' || !Utf8.IsValid(frame))
            return default;
        var batch = frame[head.Length..^1];
        var reader = new Utf8JsonReader(batch, new JsonReaderOptions { MaxDepth = MaxBatchDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return default;
            while (reader.Read())
            {
            }
            return batch;
        }
        catch (JsonException)
        {
            return default;
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
