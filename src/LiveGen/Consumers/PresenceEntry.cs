using System.Text.Json;
using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>Somebody who is in a group.</summary>
public sealed class PresenceEntry
{
    readonly ReadOnlyMemory<byte> _meta;

    internal PresenceEntry(IGrouping<string, PresenceMark> marks)
    {
        var latest = marks.MaxBy(mark => (mark.Since, mark.Id))!;
        (Key, Sockets, Since, _meta) = (marks.Key, marks.Count(), marks.Min(mark => mark.Since), latest.Meta);
    }

    /// <summary>Who it is.</summary>
    public string Key { get; }

    /// <summary>How many sockets say so: two open pages are one entry with two.</summary>
    public int Sockets { get; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>What <c>TrackAsync</c> was given as <c>meta</c>, by the latest of the sockets; the type's default when nothing.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public T? Meta<T>() => _meta.IsEmpty ? default : JsonSerializer.Deserialize<T>(_meta.Span, LiveGenJson.Options);
}
