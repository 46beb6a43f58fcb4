namespace LiveGen.Commands;

/// <summary>
/// An ordered list of commands for pages, encoded once: the same bytes go to every socket and through the channel
/// layer. Made by <c>Live.Render</c>; immutable.
/// </summary>
public sealed class CommandBatch
{
    // One array serves as group message (its kind first), as WebSocket frame and as plain JSON.
    const int FrameStart = 1;

    readonly byte[] _message;

    CommandBatch(byte[] message, int count)
    {
        _message = message;
        Count = count;
    }

    /// <summary>The batch without commands; sending it sends nothing.</summary>
    public static CommandBatch Empty { get; } = FromCommands([], 0);

    /// <summary>How many commands it holds.</summary>
    public int Count { get; }

    /// <summary>Whether it holds no command.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The commands as a JSON array in UTF-8: <c>[["livegen.append","messages","…"],…]</c>.</summary>
    public ReadOnlyMemory<byte> Json => _message.AsMemory(Head.Length, _message.Length - Head.Length - 1);

    /// <summary>The frame that sends it to a page: <c>["commands",[…]]</c>.</summary>
    internal ReadOnlyMemory<byte> Frame => _message.AsMemory(FrameStart);

    /// <summary>The message that sends it to a group: <c>C</c>, then the frame.</summary>
    internal ReadOnlyMemory<byte> Message => _message;

    static ReadOnlySpan<byte> Head => "C[\"commands\","u8;

    /// <summary>The JSON array as text, for logs and tests.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Json.Span);

    /// <summary>The commands of several batches as one JSON array.</summary>
    internal static ReadOnlyMemory<byte> JsonOf(IReadOnlyList<CommandBatch> batches)
    {
        if (batches.Count == 1)
            return batches[0].Json;
        var json = new byte[batches.Sum(batch => batch.Json.Length - 1) + 1];
        var end = 0;
        foreach (var batch in batches)
        {
            json[end] = (byte)(end == 0 ? '[' : ',');
            batch.Json.Span[1..^1].CopyTo(json.AsSpan(end + 1));
            end += batch.Json.Length - 1;
        }
        json[end] = (byte)']';
        return json;
    }

    /// <summary>Makes a batch of commands that stand one after another, separated by commas.</summary>
    internal static CommandBatch FromCommands(ReadOnlySpan<byte> commands, int count)
    {
        var message = GC.AllocateUninitializedArray<byte>(Head.Length + commands.Length + 3);
        Head.CopyTo(message);
        message[Head.Length] = (byte)'[';
        commands.CopyTo(message.AsSpan(Head.Length + 1));
        message[^2] = (byte)']';
        message[^1] = (byte)']';
        return new CommandBatch(message, count);
    }
}
