using System.Globalization;
using LiveGen.Channels;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>What Redis has kept of one group or channel.</summary>
/// <param name="Epoch">The epoch of all numbers; 0 when there is none.</param>
/// <param name="Last">The number of the last message; 0 when none is known.</param>
/// <param name="Floor">Everything above it is in <paramref name="Messages"/>, if all was asked for.</param>
/// <param name="Messages">In order.</param>
internal sealed record KeptMessages(ulong Epoch, long Last, long Floor, IReadOnlyList<HeardMessage> Messages);

/// <summary>Reads the groups' lists in Redis.</summary>
internal sealed class HistoryReader(RedisKeys keys, CommandLink link)
{
    // Keys of one command; few enough that others are not held up.
    const int Block = 500;

    /// <summary>What was sent to a group after a number.</summary>
    /// <exception cref="ChannelLayerException">Redis did not answer in time.</exception>
    public async Task<KeptMessages> ReadAsync(string name, bool isChannel, long after, CancellationToken cancellationToken)
    {
        var reply = (RedisResult[])(await link.EvaluateAsync($"read the history of \"{name}\"", HistoryScripts.Read,
            [keys.Epoch, keys.Marks, keys.Last(name, isChannel), keys.History(name, isChannel)], [after], cancellationToken))!;
        var epoch = ReadEpoch((string)reply[0]!);
        var last = Number((string)reply[1]!);
        var messages = new List<HeardMessage>(reply.Length - 3);
        foreach (var entry in reply.AsSpan(3))
            messages.Add(BusMessage.ParseEntry(epoch, (byte[])entry!));
        // Of a group that was quiet for a day, Redis knows nothing; but it knows which numbers are older than that.
        var mark = (string?)reply[2] is { } text ? Number(text) : long.MaxValue;
        var floor = messages.Count > 0 ? messages[0].Previous is > 0 and var previous ? previous : mark
            : last > 0 ? last : mark;
        return new KeptMessages(epoch, last, floor, messages);
    }

    /// <summary>The last number of each of many groups and channels; null where none is known.</summary>
    /// <exception cref="ChannelLayerException">Redis did not answer in time.</exception>
    public async Task<IReadOnlyList<(ulong Epoch, long Last)?>> ReadLastAsync(
        IReadOnlyList<(string Name, bool IsChannel)> groups, CancellationToken cancellationToken)
    {
        var all = new List<(ulong, long)?>(groups.Count);
        foreach (var block in groups.Chunk(Block))
        {
            var reply = (string?[])(await link.EvaluateAsync("compare groups with Redis", HistoryScripts.Compare,
                [keys.Epoch, keys.Marks, .. block.Select(group => (RedisKey)keys.Last(group.Name, group.IsChannel))],
                [BusPublisher.NewEpoch()], cancellationToken))!;
            for (var i = 0; i < block.Length; i++)
                all.Add(i < reply.Length && reply[i]?.Split(' ') is [var epoch, var last, ..] ? (ReadEpoch(epoch), Number(last)) : null);
        }
        return all;
    }

    /// <summary>What scripts return as an epoch; 0 when there is none.</summary>
    public static ulong ReadEpoch(string text) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;

    /// <summary>What scripts return as a number.</summary>
    public static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
