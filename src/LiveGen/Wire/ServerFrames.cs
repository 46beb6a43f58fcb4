using System.Globalization;
using System.Text;

namespace LiveGen.Wire;

/// <summary>Writes the frames that pages receive, apart from batches, which carry their own.</summary>
static class ServerFrames
{
    public static ReadOnlyMemory<byte> Ping { get; } = "[\"ping\"]"u8.ToArray();

    public static ReadOnlyMemory<byte> Pong { get; } = "[\"pong\"]"u8.ToArray();

    /// <summary>A ping that tells where the page stands in groups that sent nothing for it.</summary>
    public static ReadOnlyMemory<byte> PingAt(IEnumerable<KeyValuePair<string, GroupPosition>> positions)
    {
        using var buffer = new PooledBuffer();
        buffer.Write("[\"ping\","u8);
        WritePositions(buffer, positions);
        buffer.WriteByte((byte)']');
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The session's consumer has joined groups, or left those at no position.</summary>
    public static ReadOnlyMemory<byte> Groups(string resume, IEnumerable<KeyValuePair<string, GroupPosition>> positions)
    {
        using var buffer = new PooledBuffer();
        buffer.Write("[\"groups\","u8);
        JsonText.WriteString(buffer, resume);
        buffer.WriteByte((byte)',');
        WritePositions(buffer, positions);
        buffer.WriteByte((byte)']');
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The page moves to another process within this time.</summary>
    public static ReadOnlyMemory<byte> Drain(TimeSpan within) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"[\"drain\",{{\"max\":{(long)within.TotalMilliseconds}}}]"));

    /// <summary>Commands that a group sent, or that its event made.</summary>
    /// <param name="json">The commands, a JSON array.</param>
    /// <param name="group">The group, or the session's own channel.</param>
    /// <param name="position">Where in it; none for a message that cannot be played again.</param>
    public static SocketFrame CommandsOf(ReadOnlySpan<byte> json, string group, GroupPosition position)
    {
        var head = "[\"commands\","u8;
        var tail = position.IsNone ? $",{{\"g\":\"{group}\"}}]" : $",{{\"g\":\"{group}\",\"p\":\"{position}\"}}]";
        var frame = SocketFrame.Create(head.Length + json.Length + tail.Length, out var message);
        head.CopyTo(message);
        json.CopyTo(message[head.Length..]);
        Encoding.ASCII.GetBytes(tail, message[(head.Length + json.Length)..]); // names of groups are ASCII
        return frame;
    }

    /// <summary>The page tells, under this number, when it has applied the commands that come next.</summary>
    public static ReadOnlyMemory<byte> Trace(long number) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[\"trace\",{number}]"));

    public static ReadOnlyMemory<byte> Ack(long id) => WithId(id, "]"u8);

    public static ReadOnlyMemory<byte> AckDenied(long id) => WithId(id, ",{\"status\":\"denied\"}]"u8);

    /// <summary>It was cut off: whether it was handled to its end nobody knows.</summary>
    public static ReadOnlyMemory<byte> AckLost(long id) => WithId(id, ",{\"status\":\"lost\"}]"u8);

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

    /// <summary>Writes positions by name; none is null.</summary>
    internal static void WritePositions(PooledBuffer to, IEnumerable<KeyValuePair<string, GroupPosition>> positions)
    {
        var next = (byte)'{';
        foreach (var (group, position) in positions)
        {
            to.WriteByte(next);
            Write(to, position.IsNone ? $"\"{group}\":null" : $"\"{group}\":\"{position}\"");
            next = (byte)',';
        }
        to.Write(next == '{' ? "{}"u8 : "}"u8);
    }

    internal static void Write(PooledBuffer to, string ascii) =>
        to.Advance(Encoding.ASCII.GetBytes(ascii, to.Reserve(ascii.Length)));

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
