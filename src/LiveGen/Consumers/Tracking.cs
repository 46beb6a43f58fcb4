using System.Text.Json;
using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>The marks of one socket: one per group.</summary>
sealed class Tracking(GroupPresence presence, int limit)
{
    const int MaxKeyLength = 200, MaxMetaBytes = 1024;

    readonly Lock _gate = new();
    readonly Dictionary<string, PresenceMark> _marks = new(StringComparer.Ordinal);
    bool _ended;

    public async ValueTask TrackAsync(string group, string key, object? meta)
    {
        ChannelNames.Check(group);
        if (key is not { Length: > 0 and <= MaxKeyLength })
            throw new ArgumentException(
                $"A presence key is 1 to {MaxKeyLength} characters but got {key?.Length ?? 0}. Take the user's id or name.", nameof(key));
        var json = meta is null ? default : (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(meta, LiveGenJson.Options);
        if (json.Length > MaxMetaBytes)
            throw new ArgumentException(
                $"The meta of a presence is at most {MaxMetaBytes} bytes of JSON but got {json.Length}. It is copied to every list: " +
                "keep an id here and the rest in your database.", nameof(meta));
        PresenceMark mark;
        PresenceMark? before;
        lock (_gate)
        {
            if (_ended)
                return;
            if (_marks.Count >= limit && !_marks.ContainsKey(group))
                throw new InvalidOperationException(
                    $"A socket cannot be tracked in \"{group}\": it is in {limit} groups already (LiveGenOptions.MaxGroupsPerSocket).");
            before = _marks.GetValueOrDefault(group);
            mark = before?.Key == key ? before with { Meta = json } : presence.NewMark(group, key, json);
            _marks[group] = mark;
        }
        await presence.AddAsync(mark, isChange: before is not null);
        if (before is not null && before.Id != mark.Id)
            await presence.RemoveAsync(before);
        // The socket ended meanwhile, and perhaps before the mark was there to be taken away.
        lock (_gate)
            if (!_ended)
                return;
        presence.RemoveLater([mark]);
    }

    public async ValueTask UntrackAsync(string group)
    {
        PresenceMark? mark;
        lock (_gate)
            if (!_marks.Remove(group, out mark))
                return;
        await presence.RemoveAsync(mark);
    }

    /// <summary>The socket has ended: whoever comes back within the grace was never away.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            presence.RemoveLater(_marks.Values); // and kept: OnDisconnectedAsync may untrack at once
        }
    }
}
