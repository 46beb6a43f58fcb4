using Chat.Rooms;

namespace Chat.Lobby;

/// <summary>Where a person picks a name and a room.</summary>
static class LobbyPage
{
    public static async Task Show(string? username, string? room, IGroupPresence presence)
    {
        var rooms = LiveRoom.Of(await presence.ListAsync(ChatRooms.Lobby));
        Layout.Page("Rooms", () => Lobby(username, room, rooms));
    }

    /// <summary>Where the form goes: to the room, or back with what is wrong.</summary>
    public static IResult Join(string? username, string? room) =>
        ChatRooms.NameIn(username) is { } name && ChatRooms.RoomName.IsMatch(room?.Trim() ?? "")
            ? Results.Redirect($"/chat/{room!.Trim()}?username={Uri.EscapeDataString(name)}")
            : Results.Redirect($"/?username={Uri.EscapeDataString(username ?? "")}&room={Uri.EscapeDataString(room ?? "")}");

    /// <summary>The rooms that are alive.</summary>
    public static Element Rooms(IReadOnlyList<LiveRoom> rooms) => rooms.Count == 0
        ? Li("Nobody is here yet. Open the first room!", @class: "quiet")
        : Each(rooms, room => Li(
            A(room.Name, href: Url(ChatPage.Show, new { room = room.Name })),
            Span(room.People == 1 ? "1 person" : $"{room.People} people", @class: "count"),
            id: $"room-{room.Name}"));

    static void Lobby(string? username, string? room, IReadOnlyList<LiveRoom> rooms)
    {
        Sockets.Connect<LobbyConsumer>();

        using var main = Main(@class: "card").Open();
        H1("LiveGen chat");
        P("Pick a name and a room, and talk. Open a second window to talk to yourself.");
        using (Form(method: "get", action: "/join").Open())
        {
            Label("Your name", @for: "username");
            Input(id: "username", name: "username", value: username, required: true, maxlength: ChatRooms.LongestName,
                autocomplete: "nickname", autofocus: true);
            Label("Room", @for: "room");
            Input(id: "room", name: "room", value: room ?? "lounge", required: true, pattern: "[A-Za-z0-9_\\-]{1,40}",
                title: "Letters, digits, - and _, at most 40", ariaDescribedby: "room-hint");
            P("Letters, digits, - and _. ", id: "room-hint", @class: ["hint", ("wrong", room is not null && !ChatRooms.RoomName.IsMatch(room))]);
            Button("Join", type: "submit");
        }
        H2("Open rooms", id: "rooms-title");
        Ul(Rooms(rooms), id: "rooms", ariaLive: "polite", ariaLabelledby: "rooms-title");
        P("More to try: ", A("an echo", href: Url(Echo.EchoPage.Show)), " that answers only you.", @class: "quiet");
    }
}
