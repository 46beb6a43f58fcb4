using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>Writes a callback as the JSON that stands in its element; <c>docs/protocol.md</c> §3.</summary>
static class CallbackWriter
{
    /// <summary>Writes behind what stands in the buffer and returns the range.</summary>
    /// <param name="to">Where callbacks of this render wait.</param>
    /// <param name="url">The url of the socket or the action.</param>
    /// <param name="name">Of a socket, the message's name; null for untyped arguments and for an action.</param>
    /// <param name="arguments">The arguments in order; the first that is not set ends them.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="sealing">What it is sealed with.</param>
    public static (int Start, int End) Write(
        PooledBuffer to, string url, string? name, ReadOnlySpan<CallbackArg> arguments, in CallbackOptions options,
        in Sealing sealing)
    {
        var start = to.Length;
        var count = CallbackArg.Count(arguments);
        arguments = arguments[..count];
        Span<byte> mask = stackalloc byte[Seal.MaskLength(count)];
        Seal.WriteMask(arguments, mask);
        Seal.Begin(sealing.Message, sealing.Kind, sealing.Path, name, count, mask);

        to.Write(sealing.Kind == SealKind.Action ? "{\"post\":"u8 : "{\"to\":"u8);
        JsonText.WriteString(to, url);
        if (name is not null)
        {
            to.Write(",\"name\":"u8);
            JsonText.WriteString(to, name);
        }
        to.Write(",\"args\":["u8);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
                to.WriteByte((byte)',');
            WriteArgument(to, arguments[i], sealing.Message);
        }
        to.WriteByte((byte)']');
        WriteOptions(to, options);
        WriteSeal(to, sealing, mask);
        to.WriteByte((byte)'}');
        return (start, to.Length);
    }

    static void WriteArgument(PooledBuffer to, CallbackArg argument, PooledBuffer message)
    {
        if (argument.Client is { } client)
        {
            to.Write("[\"r\""u8);
            if (client.Id is { } id)
            {
                to.WriteByte((byte)',');
                JsonText.WriteString(to, id);
            }
        }
        else
        {
            // JSON inside a JSON string: the browser splices it into the frame unread, so every digit survives.
            to.Write("[\"v\","u8);
            var start = Seal.BeginConstant(message);
            argument.WriteJson(message);
            Seal.EndConstant(message, start);
            JsonText.WriteString(to, message[start..]);
        }
        to.WriteByte((byte)']');
    }

    static void WriteSeal(PooledBuffer to, in Sealing sealing, ReadOnlySpan<byte> mask)
    {
        to.Write(",\"seal\":\""u8);
        Seal.Write(to, sealing.Key, sealing.Message, mask);
        to.WriteByte((byte)'"');
        if (sealing.Key.Id is { } id)
        {
            to.Write(",\"key\":"u8);
            JsonText.WriteString(to, id);
        }
    }

    static void WriteOptions(PooledBuffer to, in CallbackOptions options)
    {
        Milliseconds(to, ",\"debounce\":"u8, options.Debounce);
        Milliseconds(to, ",\"throttle\":"u8, options.Throttle);
        if (options.Confirm is { } question)
            Text(to, ",\"confirm\":"u8, question);
        if (options.When.Name is { } predicate)
        {
            to.Write(",\"when\":["u8);
            JsonText.WriteString(to, predicate);
            foreach (var argument in options.When.Arguments)
            {
                to.WriteByte((byte)',');
                JsonValue.Write(to, argument);
            }
            to.WriteByte((byte)']');
        }
        if (options.Clear)
            to.Write(",\"clear\":true"u8);
        if (options.Blocks)
            to.Write(",\"blocks\":true"u8);
        if (options.Retry)
            to.Write(",\"retry\":true"u8);
        if (options.Concurrency != Concurrency.Queue)
            Text(to, ",\"concurrency\":"u8, NameOf(options.Concurrency));
        if (options.DisableWith is { } text)
            Text(to, ",\"disableWith\":"u8, text);
        if (options.Loading is { } id)
            Text(to, ",\"loading\":"u8, id);
        if (options.Validate)
            to.Write(",\"validate\":true"u8);
        if (options.Files is { } files)
        {
            to.Write(",\"files\":"u8);
            to.Write(files);
        }
        if (options.Progress is { } progress)
            Text(to, ",\"progress\":"u8, progress);
        if (options.Meta is { } meta)
        {
            to.Write(",\"meta\":"u8);
            JsonValue.Write(to, meta);
        }
    }

    static string NameOf(Concurrency concurrency) => concurrency switch
    {
        Concurrency.Latest => "latest",
        Concurrency.Drop => "drop",
        Concurrency.Parallel => "parallel",
        _ => throw new ArgumentOutOfRangeException(nameof(concurrency), concurrency, "Give one of Queue, Latest, Drop and Parallel."),
    };

    static void Text(PooledBuffer to, ReadOnlySpan<byte> name, string value)
    {
        to.Write(name);
        JsonText.WriteString(to, value);
    }

    static void Milliseconds(PooledBuffer to, ReadOnlySpan<byte> name, int value)
    {
        if (value == 0)
            return;
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        to.Write(name);
        JsonValue.Write(to, value);
    }
}
