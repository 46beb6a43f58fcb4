namespace Chat.Rooms;

/// <summary>A room that somebody is in.</summary>
sealed record LiveRoom(string Name, int People)
{
    /// <summary>Who lists in the lobby: a person once for each room.</summary>
    public static string Key(string room, string person) => $"{room}/{person}";

    /// <summary>The rooms of those who list in the lobby, fullest first.</summary>
    public static IReadOnlyList<LiveRoom> Of(IEnumerable<PresenceEntry> people) =>
    [
        .. people.CountBy(person => person.Key.Split('/')[0]).Select(room => new LiveRoom(room.Key, room.Value))
            .OrderByDescending(room => room.People).ThenBy(room => room.Name, StringComparer.Ordinal),
    ];
}
