using System.Text.Json;
using System.Text.Json.Nodes;
using LiveGen.Faults.Ledgers;

namespace LiveGen.Faults.Pages;

/// <summary>Up to where the page has applied each group.</summary>
sealed class Positions
{
    readonly Dictionary<string, Position> _groups = [];

    public void Clear() => _groups.Clear();

    /// <summary>Groups that the server does not name are none of this page any more.</summary>
    public void Keep(JsonElement groups)
    {
        foreach (var group in _groups.Keys.Where(group => !groups.TryGetProperty(group, out _)).ToArray())
            _groups.Remove(group);
        Join(groups);
    }

    /// <summary>Whether what stands there is new to the page; then it counts as applied.</summary>
    public bool Advance(string group, Position to)
    {
        if (_groups.TryGetValue(group, out var have) && to.Number <= have.Number)
            return false;
        _groups[group] = to;
        return true;
    }

    /// <summary>Groups that were joined, with where they stood then; null: left.</summary>
    public void Join(JsonElement groups)
    {
        foreach (var group in groups.EnumerateObject())
        {
            if (group.Value.ValueKind == JsonValueKind.Null)
                _groups.Remove(group.Name);
            else // What the page has of it already may be later: messages come as soon as the group is joined.
                Advance(group.Name, Frames.Position(group.Value));
        }
    }

    public JsonObject ToJson() => new(_groups.Select(group => KeyValuePair.Create(group.Key, (JsonNode?)Frames.Text(group.Value))));
}
