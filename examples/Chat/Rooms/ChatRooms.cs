using System.Text.RegularExpressions;

namespace Chat.Rooms;

/// <summary>The rooms: what may be a room or a name, and how a message gets into one from anywhere in the process.</summary>
sealed partial class ChatRooms(IGroupSender groups, IChatHistory history, TimeProvider time)
{
    public const int LongestMessage = 1000;
    public const int LongestName = 40;

    /// <summary>The group of the lobby's pages, in which all people of all rooms are listed.</summary>
    public const string Lobby = "lobby";

    /// <summary>The group of a room's pages.</summary>
    public static string Group(string room) => $"chat.{room}";

    /// <summary>Letters, digits, - and _: what a room may be called.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,40}\z")]
    public static partial Regex RoomName { get; }

    /// <summary>A name as it is shown, or null when there is none in the text.</summary>
    public static string? NameIn(string? text)
    {
        var name = text?.Trim();
        return name is { Length: > 0 and <= LongestName } && !name.Any(char.IsControl) ? name : null;
    }

    /// <summary>Keeps a message and sends it to everyone in the room; blank ones are ignored.</summary>
    public async Task PostAsync(string room, string by, string text, CancellationToken ct = default)
    {
        text = text.Trim();
        if (text.Length == 0)
            return;
        var said = new Said(Guid.CreateVersion7().ToString("N"), by, text, time.GetUtcNow());
        await history.AddAsync(room, said); // first: who joins now finds it in the history or gets it from the group
        await groups.SendAsync(Group(room), said, ct);
    }
}
