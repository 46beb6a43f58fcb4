namespace Chat.Rooms;

/// <summary>One open page of a room, as the server sees it.</summary>
sealed partial class ChatConsumer(ChatRooms rooms, IChatHistory history, IGroupPresence presence, ILogger<ChatConsumer> log)
    : LiveGenWebSocketConsumer, IReceive<Say>, IHandle<Said>, IHandle<PresenceChanged>
{
    bool _entered;

    string Room => (string)RouteValues["room"]!;

    string Name => ChatRooms.NameIn(Query["username"]) ?? "";

    protected override async ValueTask OnConnectedAsync()
    {
        if (Name.Length == 0 || !ChatRooms.RoomName.IsMatch(Room))
        {
            await CloseAsync(CloseCodes.Denied, "a name and a room are needed");
            return;
        }
        await JoinGroupAsync(ChatRooms.Group(Room));

        // What was said while this page was loading, or away: those it has already are recognised by their ids.
        var messages = await history.LastAsync(Room);
        Append("messages", Each(messages, said => ChatPage.Message(said, Name)));

        _entered = true;
        LogJoined(Name, Room);
        await TrackAsync(ChatRooms.Group(Room), Name);
        await TrackAsync(ChatRooms.Lobby, LiveRoom.Key(Room, Name));
        Morph("online", ChatPage.Online(await presence.ListAsync(ChatRooms.Group(Room)))); // may have changed while the page was away
    }

    protected override ValueTask OnDisconnectedAsync(int? closeCode)
    {
        if (_entered)
            LogLeft(Name, Room, closeCode);
        return default;
    }

    /// <summary>This page says something.</summary>
    public async ValueTask ReceiveAsync(Say say, CancellationToken ct)
    {
        if (!_entered)
            return; // it has no name, and is being closed
        LogSaid(Name, Room, say.Text.Length);
        await rooms.PostAsync(Room, Name, say.Text, ct);
    }

    /// <summary>Somebody said something in this room: show it here, in the way this reader sees it.</summary>
    public ValueTask HandleAsync(Said said, CancellationToken ct)
    {
        Append("messages", ChatPage.Message(said, Name));
        Morph("counter", "Length of last message is: ", said.Text.Length);
        return default;
    }

    /// <summary>Somebody came or went.</summary>
    public async ValueTask HandleAsync(PresenceChanged changed, CancellationToken ct) =>
        Morph("online", ChatPage.Online(await presence.ListAsync(changed, ct)));

    [LoggerMessage(1, LogLevel.Information, "{Name} joined {Room}")]
    partial void LogJoined(string name, string room);

    [LoggerMessage(2, LogLevel.Information, "{Name} said {Length} characters in {Room}")]
    partial void LogSaid(string name, string room, int length);

    [LoggerMessage(3, LogLevel.Information, "{Name} left {Room} ({CloseCode})")]
    partial void LogLeft(string name, string room, int? closeCode);
}
