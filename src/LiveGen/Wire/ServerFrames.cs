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

    /// <summary>Asks a page to connect anew within that time: this process is about to stop.</summary>
    public static ReadOnlyMemory<byte> Drain(TimeSpan within) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"[\"drain\",{{\"max\":{(long)within.TotalMilliseconds}}}]"));

    public static ReadOnlyMemory<byte> Ack(long id) => WithId(id, "]"u8);

    public static ReadOnlyMemory<byte> AckDenied(long id) => WithId(id, ",{\"status\":\"denied\"}]"u8);

    /// <summary>Its seal or token was refused, the handler did not run: the page offers to load itself again.</summary>
    /// <param name="id">The callback's id.</param>
    /// <param name="reason"><c>expired</c>, <c>changed</c> or <c>user</c>.</param>
    public static ReadOnlyMemory<byte> AckStale(long id, string reason) =>
        WithText(id, ",{\"status\":\"stale\",\"reason\":"u8, reason);

    /// <summary>Nobody is signed in, the handler did not run: the page shows a link to where that is done.</summary>
    public static ReadOnlyMemory<byte> AckSignIn(long id, string url) =>
        WithText(id, ",{\"status\":\"signin\",\"url\":"u8, url);

    /// <param name="id">The callback's id.</param>
    /// <param name="error">The id that stands in the server's log: nothing else about the fault leaves the server.</param>
    /// <param name="detail">In development only: what failed and where.</param>
    public static ReadOnlyMemory<byte> AckFailed(long id, string error, string? detail = null)
    {
        if (detail is null)
            return WithText(id, ",{\"status\":\"failed\",\"error\":"u8, error);
        using var buffer = new PooledBuffer();
        buffer.Write(WithText(id, ",{\"status\":\"failed\",\"error\":"u8, error).Span[..^2]);
        buffer.Write(",\"detail\":"u8);
        JsonText.WriteString(buffer, detail);
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

    static ReadOnlyMemory<byte> WithText(long id, ReadOnlySpan<byte> head, string text)
    {
        using var buffer = new PooledBuffer();
        buffer.Write(WithId(id, head).Span);
        JsonText.WriteString(buffer, text);
        buffer.Write("}]"u8);
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
