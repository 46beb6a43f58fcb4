using System.Globalization;

namespace LiveGen.Wire;

/// <summary>How much of a session is still there when its page comes back.</summary>
enum Resumption : byte
{
    /// <summary>Nothing: a new session.</summary>
    None,

    /// <summary>Its groups are played again; what was sent to the page alone is unknown here.</summary>
    Groups,

    /// <summary>That too, and the callbacks.</summary>
    All,
}

/// <summary>The answer to hello.</summary>
sealed record WelcomeFrame(string Channel, TimeSpan Heartbeat)
{
    public string Build { get; init; } = Protocol.Build;

    /// <summary>The token to come back with; null when the page cannot.</summary>
    public string? Resume { get; init; }

    /// <summary>Where the page stands in its groups.</summary>
    public IEnumerable<KeyValuePair<string, GroupPosition>> Positions { get; init; } = [];

    public Resumption Resumed { get; init; }

    /// <summary>Of a whole session, the highest callback that began to be handled.</summary>
    public long LastCallback { get; init; }

    public ReadOnlyMemory<byte> ToBytes()
    {
        using var buffer = new PooledBuffer();
        ServerFrames.Write(buffer, string.Create(CultureInfo.InvariantCulture,
            $"[\"welcome\",{{\"v\":{Protocol.Version},\"channel\":\"{Channel}\",\"heartbeat\":{(long)Heartbeat.TotalMilliseconds},\"build\":\"{Build}\""));
        if (Resume is not null)
        {
            buffer.Write(",\"resume\":"u8);
            JsonText.WriteString(buffer, Resume);
        }
        buffer.Write(",\"positions\":"u8);
        ServerFrames.WritePositions(buffer, Positions);
        if (Resumed == Resumption.Groups)
            buffer.Write(",\"resumed\":\"groups\""u8);
        else if (Resumed == Resumption.All)
            ServerFrames.Write(buffer, string.Create(CultureInfo.InvariantCulture, $",\"resumed\":\"all\",\"lastCallback\":{LastCallback}"));
        buffer.Write("}]"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
