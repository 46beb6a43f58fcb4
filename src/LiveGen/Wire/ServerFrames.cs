using System.Globalization;
using System.Text;

namespace LiveGen.Wire;

/// <summary>Writes the frames that pages receive, apart from batches, which carry their own.</summary>
static class ServerFrames
{
    public static ReadOnlyMemory<byte> Ping { get; } = "[\"ping\"]"u8.ToArray();

    public static ReadOnlyMemory<byte> Pong { get; } = "[\"pong\"]"u8.ToArray();

    public static ReadOnlyMemory<byte> Welcome(string channel, TimeSpan heartbeat) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture,
            $"[\"welcome\",{{\"v\":{Protocol.Version},\"channel\":\"{channel}\",\"heartbeat\":{(long)heartbeat.TotalMilliseconds}}}]"));

    public static ReadOnlyMemory<byte> Ack(long id) => WithId(id, "]"u8);

    public static ReadOnlyMemory<byte> AckDenied(long id) => WithId(id, ",{\"status\":\"denied\"}]"u8);

    /// <param name="id">The callback's id.</param>
    /// <param name="error">The id that stands in the server's log: nothing else about the fault leaves the server.</param>
    public static ReadOnlyMemory<byte> AckFailed(long id, string error)
    {
        using var buffer = new PooledBuffer();
        buffer.Write(WithId(id, ",{\"status\":\"failed\",\"error\":"u8).Span);
        JsonText.WriteString(buffer, error);
        buffer.Write("}]"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="id">The callback's id.</param>
    /// <param name="errors">Name of the argument or property to what is wrong with it.</param>
    public static ReadOnlyMemory<byte> AckInvalid(long id, IReadOnlyDictionary<string, string[]> errors)
    {
        using var buffer = new PooledBuffer();
        buffer.Write(WithId(id, ",{\"status\":\"invalid\",\"errors\":"u8).Span);
        var next = (byte)'{';
        foreach (var (name, messages) in errors)
        {
            buffer.WriteByte(next);
            JsonText.WriteString(buffer, name);
            buffer.WriteByte((byte)':');
            WriteArray(buffer, messages);
            next = (byte)',';
        }
        buffer.Write(next == '{' ? "{}}]"u8 : "}}]"u8);
        return buffer.WrittenSpan.ToArray();
    }

    static void WriteArray(PooledBuffer buffer, string[] texts)
    {
        buffer.WriteByte((byte)'[');
        for (var i = 0; i < texts.Length; i++)
        {
            if (i > 0)
                buffer.WriteByte((byte)',');
            JsonText.WriteString(buffer, texts[i]);
        }
        buffer.WriteByte((byte)']');
    }

    static ReadOnlyMemory<byte> WithId(long id, ReadOnlySpan<byte> end)
    {
        const int LongestId = 20;
        var head = "[\"ack\","u8;
        Span<byte> frame = stackalloc byte[head.Length + LongestId + end.Length];
        head.CopyTo(frame);
        id.TryFormat(frame[head.Length..], out var digits, default, CultureInfo.InvariantCulture);
        end.CopyTo(frame[(head.Length + digits)..]);
        return frame[..(head.Length + digits + end.Length)].ToArray();
    }
}
