using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LiveGen.Channels;

namespace LiveGen.Redis;

internal enum BusKind { Group, Channel, Queue, Probe }

/// <summary>
/// One message on the bus: a line of text, <c>lg1 KIND NAME [KEY=VALUE …]</c>, a line feed, the payload's bytes.
/// <c>docs/redis.md</c> documents it for publishers in other languages. Fields that are not known are left alone, so
/// that a group's history positions can travel here later.
/// </summary>
/// <param name="Kind">Group and channel carry a payload; queue wakes the workers of a queue; probe is a sign of life.</param>
/// <param name="Name">The group, channel, queue, or who probes.</param>
/// <param name="Number">Its place on the bus, or 0 when the publisher did not use the script.</param>
/// <param name="Payload">A slice of the received bytes.</param>
internal readonly record struct BusMessage(BusKind Kind, string Name, long Number, ReadOnlyMemory<byte> Payload)
{
    // 3 for the version, 100 for the name, and room for fields that do not exist yet.
    const int MaxHeadBytes = 1024;

    /// <summary>The head that a script completes with the version and the number.</summary>
    public static string Head(BusKind kind, string name) => kind switch
    {
        BusKind.Group => "group " + name,
        BusKind.Channel => "channel " + name,
        BusKind.Queue => "queue " + name,
        _ => "probe " + name,
    };

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

        long number = 0;
        while (!head.IsEmpty)
        {
            var field = NextWord(ref head);
            if (field.StartsWith("n="u8) &&
                !(Utf8Parser.TryParse(field[2..], out number, out var read) && read == field.Length - 2 && number > 0))
                return No("expected a number above 0 in field n", out problem);
        }
        message = new BusMessage(kind, name, number, data.AsMemory(end + 1));
        problem = null;
        return true;
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
