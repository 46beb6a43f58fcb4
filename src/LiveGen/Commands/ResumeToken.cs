using System.Text;
using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>
/// What a page comes back to its session with: <c>CHANNEL INCARNATION FLAGS GROUP=POSITION …</c>, signed with the page's key for the
/// socket's path. The positions are floors: nothing before them is played again, for the page was not in the group then.
/// </summary>
/// <param name="Channel">The session's channel.</param>
/// <param name="Incarnation">Which of the sessions of this channel: a new one begins on each process that the page comes to.</param>
/// <param name="SendsDirectly">
/// Whether its consumer sends to this page alone outside of its calls: no other process could send that again.
/// </param>
/// <param name="Groups">The groups, and the channel itself, with the floor in each; none in one that keeps no history.</param>
sealed record ResumeToken(string Channel, string Incarnation, bool SendsDirectly, IEnumerable<KeyValuePair<string, GroupPosition>> Groups)
{
    const byte Kind = (byte)'r';
    const string NoFlags = "-", Direct = "d";
    const char NoPosition = '-';

    public string Sign(PageKey key, string path)
    {
        var text = new StringBuilder().Append(Channel).Append(' ').Append(Incarnation).Append(' ').Append(SendsDirectly ? Direct : NoFlags);
        foreach (var (group, position) in Groups)
        {
            text.Append(' ').Append(group).Append('=');
            if (position.IsNone)
                text.Append(NoPosition);
            else
                text.Append(position);
        }
        return PageSignature.Sign(key, Kind, path, text.ToString());
    }

    /// <summary>Reads a token; null when this page did not get it for this path.</summary>
    public static ResumeToken? Read(PageKey key, string path, string signed) =>
        PageSignature.Read(key, Kind, path, signed) is { } text ? Parse(text) : null;

    /// <summary>The channel that a token claims; nothing is proved.</summary>
    public static string ChannelOf(string signed) => signed.IndexOf(' ') is > 0 and var end ? signed[..end] : "";

    // Written by a process of this application: of another version, perhaps.
    static ResumeToken? Parse(string text)
    {
        if (text.Split(' ') is not [var channel, var incarnation, var flags, .. var groups])
            return null;
        var floors = new Dictionary<string, GroupPosition>(groups.Length, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            if (group.LastIndexOf('=') is not (> 0 and var end))
                return null;
            var floor = default(GroupPosition);
            if (group[(end + 1)..] is not [NoPosition] and var position && !GroupPosition.TryParse(position, out floor))
                return null;
            floors[group[..end]] = floor;
        }
        return new ResumeToken(channel, incarnation, flags == Direct, floors);
    }
}
