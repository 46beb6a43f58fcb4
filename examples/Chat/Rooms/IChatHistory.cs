namespace Chat.Rooms;

/// <summary>The last messages of each room.</summary>
interface IChatHistory
{
    /// <summary>How many messages a room keeps.</summary>
    const int Kept = 50;

    Task AddAsync(string room, Said said);

    /// <summary>The kept messages, oldest first.</summary>
    Task<IReadOnlyList<Said>> LastAsync(string room);
}
