using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Redis;

internal enum BusKind { Group, Channel, Queue, Probe }

/// <summary>
/// One message on the bus: a line of text, <c>lg1 KIND NAME [KEY=VALUE …]</c>, a line feed, the payload's bytes.
/// <c>docs/redis.md</c> documents it for publishers in other languages. Fields that are not known are left alone.
/// </summary>
/// <param name="Kind">Group and channel carry a payload; queue wakes the workers of a queue; probe is a sign of life.</param>
/// <param name="Name">The group, channel, queue, or who probes.</param>
/// <param name="Number">Its place on the bus, or 0 when the publisher did not use a script.</param>
/// <param name="Payload">A slice of the received bytes.</param>
internal readonly record struct BusMessage(BusKind Kind, string Name, long Number, ReadOnlyMemory<byte> Payload)
{
    // 3 for the version, 100 for the name, and room for fields that do not exist yet.
    const int MaxHeadBytes = 1024;
    const int EpochDigits = 12;
    const int MaxIdDigits = 16;

    /// <summary>The epoch of the number; 0 when the publisher did not say.</summary>
    public ulong Epoch { get; init; }

    /// <summary>The number of the message before it in the same group, 0 when none is known, -1 when the publisher did not say.</summary>
    public long Previous { get; init; } = -1;

    /// <summary>The same when a publisher had to send it twice; 0 when it has none.</summary>
    public ulong Id { get; init; }

    /// <summary>The recorded trace that it belongs to, if anybody here listens.</summary>
    public MessageTrace? Trace { get; init; }

    /// <summary>Whether it is one of those that are kept, and belongs behind the one before it.</summary>
    public bool IsKept => Epoch != 0 && Number > 0 && Previous >= 0;

    public GroupPosition Position => new(Epoch, Number);

    /// <summary>The head that a script completes with the version and the number.</summary>
    public static string Head(BusKind kind, string name, string? trace = null) => kind switch
    {
        BusKind.Group => "group ",
        BusKind.Channel => "channel ",
        BusKind.Queue => "queue ",
        _ => "probe ",
    } + (trace is null ? name : $"{name} t={trace}");

    /// <summary>A whole message without a number.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="name">The group or channel.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="trace">The <c>traceparent</c> of the span that sends it; null for none.</param>
    public static byte[] Plain(BusKind kind, string name, ReadOnlySpan<byte> payload, string? trace = null) =>
        [.. "lg1 "u8, .. Encoding.ASCII.GetBytes(Head(kind, name, trace)), (byte)'\n', .. payload];

    /// <summary>Reads a message; says what is wrong with one that cannot be read.</summary>
    public static bool TryParse(byte[] data, out BusMessage message, [NotNullWhen(false)] out string? problem)
    {
        message = default;
        var end = data.AsSpan(0, Math.Min(data.Length, MaxHeadBytes)).IndexOf((byte)'\n');
        if (end < 0)
            return No($"no line feed within {MaxHeadBytes} bytes", out problem);
        ReadOnlySpan<byte> head = data.AsSpan(0, end);

        if (!NextWord(ref head).SequenceEqual("lg1"u8))
            return No("expected version \"lg1\"", out problem);
        if (ReadKind(NextWord(ref head)) is not { } kind)
            return No("expected group, channel, queue or probe after the version", out problem);
        var name = Encoding.UTF8.GetString(NextWord(ref head));
        if (!ChannelNames.IsValid(name))
            return No("expected a valid name after the kind", out problem);

        long number = 0, previous = -1;
        ulong epoch = 0, id = 0;
        MessageTrace? trace = null;
        while (!head.IsEmpty)
        {
            var field = NextWord(ref head);
            if (field.StartsWith("n="u8) && !(TryReadNumber(field[2..], out number) && number > 0))
                return No("expected a number above 0 in field n", out problem);
            if (field.StartsWith("prev="u8) && !TryReadNumber(field[5..], out previous))
                return No("expected a number in field prev", out problem);
            if (field.StartsWith("e="u8) && !(field.Length == EpochDigits + 2 && TryReadHex(field[2..], out epoch) && epoch > 0))
                return No($"expected {EpochDigits} hex digits in field e", out problem);
            if (field.StartsWith("id="u8) && !TryReadHex(field[3..], out id))
                return No($"expected 1 to {MaxIdDigits} hex digits in field id", out problem);
            if (field.StartsWith("t="u8))
                trace = MessageTrace.Parse(field[2..]); // never a reason to lose a message
        }
        message = new BusMessage(kind, name, number, data.AsMemory(end + 1)) { Epoch = epoch, Previous = previous, Id = id, Trace = trace };
        problem = null;
        return true;
    }

    /// <summary>Reads an entry of a group's list: <c>NUMBER PREV ID</c>, a line feed, the payload.</summary>
    public static HeardMessage ParseEntry(ulong epoch, byte[] entry)
    {
        var end = entry.AsSpan().IndexOf((byte)'\n');
        ReadOnlySpan<byte> head = entry.AsSpan(0, Math.Max(end, 0));
        return TryReadNumber(NextWord(ref head), out var number) && TryReadNumber(NextWord(ref head), out var previous) &&
            TryReadHex(head, out var id)
            ? new HeardMessage(new GroupPosition(epoch, number), previous, id, entry.AsMemory(end + 1))
            : throw new ChannelLayerException("A group's history on Redis has an entry that is not \"NUMBER PREV ID\", a line feed " +
                "and a payload. Nobody but LiveGen's script may write there; docs/redis.md describes the keys.");
    }

    static bool TryReadNumber(ReadOnlySpan<byte> text, out long number) =>
        Utf8Parser.TryParse(text, out number, out var read) && read == text.Length && number is >= 0 and <= GroupPosition.MaxNumber;

    static bool TryReadHex(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        return text.Length <= MaxIdDigits && Utf8Parser.TryParse(text, out value, out var read, 'x') && read == text.Length;
    }

    static bool No(string what, out string problem)
    {
        problem = what;
        return false;
    }

    static BusKind? ReadKind(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("group"u8) ? BusKind.Group
        : word.SequenceEqual("channel"u8) ? BusKind.Channel
        : word.SequenceEqual("queue"u8) ? BusKind.Queue
        : word.SequenceEqual("probe"u8) ? BusKind.Probe
        : null;

    static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> head)
    {
        var space = head.IndexOf((byte)' ');
        var word = space < 0 ? head : head[..space];
        head = space < 0 ? default : head[(space + 1)..];
        return word;
    }
}
