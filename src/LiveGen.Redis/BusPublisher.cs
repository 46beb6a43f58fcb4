using System.Globalization;
using System.Security.Cryptography;
using LiveGen.Channels;
using LiveGen.Wire;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// Sends to groups and channels: numbered, kept and published in one step, and when the connection breaks meanwhile once more
/// with the same id, so that it happens once. Ephemeral groups get a plain PUBLISH.
/// </summary>
internal sealed class BusPublisher(RedisKeys keys, CommandLink link, LiveGenOptions limits)
{
    readonly long _maxAge = Math.Max(1, (long)limits.HistoryAge.TotalMilliseconds);
    long _id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>The latest that this process has sent; the bus may not have brought it yet.</summary>
    public Numbering Published { get; } = new();

    public async ValueTask SendAsync(BusKind kind, string name, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var what = What(kind, name);
        if (IsEphemeral(kind, name))
            await link.PublishAsync(what, keys.Bus, BusMessage.Plain(kind, name, payload.Span, Trace), cancellationToken);
        else
            Note(await link.SendAsync(what, HistoryScripts.Publish, Keys(kind, name), Values(kind, name, payload), cancellationToken));
    }

    /// <summary>The same for a caller that cannot await.</summary>
    public void Send(BusKind kind, string name, ReadOnlyMemory<byte> payload)
    {
        var what = What(kind, name);
        if (IsEphemeral(kind, name))
            link.Publish(what, keys.Bus, BusMessage.Plain(kind, name, payload.Span, Trace));
        else
            Note(link.Send(what, HistoryScripts.Publish, Keys(kind, name), Values(kind, name, payload)));
    }

    // In the head, which old processes read over, and so neither in the list nor in what is fetched from it.
    static string? Trace => LiveGenTracing.Recorded?.Id;

    static bool IsEphemeral(BusKind kind, string name) => kind == BusKind.Group && ChannelNames.IsEphemeral(name);

    static string What(BusKind kind, string name) =>
        kind == BusKind.Group ? $"send to group \"{name}\"" : $"send to channel \"{name}\"";

    RedisKey[] Keys(BusKind kind, string name)
    {
        var isChannel = kind == BusKind.Channel;
        return [keys.Counter, keys.Epoch, keys.Marks, keys.Last(name, isChannel), keys.History(name, isChannel)];
    }

    RedisValue[] Values(BusKind kind, string name, ReadOnlyMemory<byte> payload) =>
    [
        keys.Bus, BusMessage.Head(kind, name, Trace), Payloads.ToValue(payload),
        Interlocked.Increment(ref _id).ToString("x16", CultureInfo.InvariantCulture),
        limits.HistoryMessages, limits.HistoryBytes, _maxAge, NewEpoch(), "",
    ];

    /// <summary>What a script takes as the next epoch, if it needs one.</summary>
    public static string NewEpoch() => GroupPosition.NewEpoch().ToString("x12", CultureInfo.InvariantCulture);

    void Note(RedisResult reply)
    {
        var parts = (string[])reply!;
        Published.MoveTo(new GroupPosition(HistoryReader.ReadEpoch(parts[0]), HistoryReader.Number(parts[1])));
    }
}
