namespace Chat.Rooms;

/// <summary>A room that somebody is in.</summary>
sealed record LiveRoom(string Name, int People);

/// <summary>Who has which room open: pages come and go, people are counted once for all their pages.</summary>
interface IWhoIsHere
{
    Task EnterAsync(string room, string page, string name);

    Task LeaveAsync(string room, string page);

    /// <summary>The names of who is in a room, sorted.</summary>
    /// <param name="room">The room.</param>
    /// <param name="change">The change that made somebody look, so that a thousand pages that look at the same change look once.</param>
    Task<IReadOnlyList<string>> NamesAsync(string room, string? change = null);

    /// <summary>The rooms that somebody is in, fullest first.</summary>
    Task<IReadOnlyList<LiveRoom>> RoomsAsync(string? change = null);
}
