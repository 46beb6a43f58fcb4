using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>Where the groups begin that a consumer joins while it connects.</summary>
/// <param name="At">Those of a page that was rendered: all at the moment of the render. None: where they stand.</param>
/// <param name="Groups">Those of a page that comes back: where it left off in each; null when it does not.</param>
sealed record Beginning(GroupPosition At, Dictionary<string, (GroupPosition Floor, GroupPosition From)>? Groups)
{
    /// <summary>That of a page which was rendered while the layer had not heard from the other processes.</summary>
    public static readonly Beginning Unknown = new(default, null);

    /// <summary>Whether nobody knows where the page begins; one that says nothing begins where its groups stand.</summary>
    public bool IsUnknown => ReferenceEquals(this, Unknown);

    /// <summary>Whether something is played again.</summary>
    public bool Replays => !At.IsNone || Groups is not null;

    /// <summary>The beginning of a group; false when the page has not been in it.</summary>
    public bool TryFind(string group, out (GroupPosition Floor, GroupPosition From) found)
    {
        found = (At, At);
        return Groups is null || Groups.TryGetValue(group, out found);
    }

    /// <summary>Checks what a page says about where it left off.</summary>
    /// <param name="floors">Its groups, and where it joined them.</param>
    /// <param name="claimed">Where it says it stands; nothing for a group is where it joined.</param>
    /// <param name="why">What is wrong; null when nothing is.</param>
    public static Beginning? Of(IEnumerable<KeyValuePair<string, GroupPosition>> floors, IReadOnlyDictionary<string, string> claimed, out string? why)
    {
        var groups = new Dictionary<string, (GroupPosition Floor, GroupPosition From)>(StringComparer.Ordinal);
        foreach (var (group, floor) in floors)
            groups[group] = (floor, floor);
        foreach (var (group, text) in claimed)
        {
            var isPosition = GroupPosition.TryParse(text, out var from);
            why = !groups.TryGetValue(group, out var known) ? "it names a group that its token does not"
                : !isPosition ? "a position is malformed"
                : from.Epoch != known.Floor.Epoch ? "a position is of another epoch"
                : from.Number < known.Floor.Number ? "a position is from before it joined"
                : null;
            if (why is not null)
                return null;
            groups[group] = (known.Floor, from);
        }
        why = null;
        return new Beginning(default, groups);
    }
}
