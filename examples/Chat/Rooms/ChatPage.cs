namespace Chat.Rooms;

/// <summary>A room: what was said, who is here, and where to write.</summary>
static class ChatPage
{
    public static async Task<IResult?> Show(string room, string? username, IChatHistory history, IGroupPresence presence)
    {
        if (!ChatRooms.RoomName.IsMatch(room))
            return Results.NotFound();
        if (ChatRooms.NameIn(username) is not { } name)
        {
            Layout.Page(room, () => AskForName(room));
            return null;
        }
        var messages = await history.LastAsync(room);
        var online = await presence.ListAsync(ChatRooms.Group(room));
        Layout.Page(room, () => Room(room, name, messages, online));
        return null;
    }

    /// <summary>One message; its id lets a page that has it already update it instead of showing it twice.</summary>
    public static Element Message(Said said, string viewer) => Li(
        Strong(said.By, @class: "by"),
        Time(said.At.ToLocalTime().ToString("HH:mm"), datetime: said.At),
        P(said.Text),
        id: $"m-{said.Id}", @class: ["message", ("own", said.By == viewer)]);

    /// <summary>The names of who is here.</summary>
    public static Element Online(IReadOnlyList<PresenceEntry> people) =>
        Each(people.OrderBy(person => person.Key, StringComparer.CurrentCultureIgnoreCase), person => Li(person.Key));

    static void Room(string room, string name, IReadOnlyList<Said> messages, IReadOnlyList<PresenceEntry> online)
    {
        var chat = Sockets.Connect<ChatConsumer>(new { room, username = name }); // this page opens this socket

        using var main = Main(@class: "chat").Open();
        Header(
            A("← Rooms", href: Url(Chat.Lobby.LobbyPage.Show, new { username = name })),
            H1(room),
            P("You are ", B(name), "."));
        Aside(H2("Here now", id: "online-title"), Ul(Online(online), id: "online", ariaLabelledby: "online-title"));

        // The scroller keeps to its end by itself, and stays where it is while somebody reads further up (chat.css).
        Div(
            Ul(messages.Select(said => Message(said, name)), id: "messages", ariaLive: "polite", ariaLabel: "Messages"),
            @class: "scroller", tabindex: 0);

        using var footer = Footer().Open();
        Label("Your message", @for: "message");
        var message = Input(id: "message", type: "text", placeholder: "Write a message and press Enter", autocomplete: "off",
            autofocus: true, enterkeyhint: "send", onkeyup: chat.Callback<Say>(This, when: Key.Enter, clear: true));
        Button("Send", type: "button", onclick: chat.Callback<Say>(message, clear: true));
        P(id: "counter");
    }

    static void AskForName(string room)
    {
        using var main = Main(@class: "card").Open();
        H1("Who are you?");
        P("Pick the name that others in ", B(room), " will see.");
        using var form = Form(method: "get", action: Url(Show, new { room })).Open();
        Label("Your name", @for: "username");
        Input(id: "username", name: "username", required: true, maxlength: ChatRooms.LongestName, autofocus: true, autocomplete: "nickname");
        Button("Join", type: "submit");
    }
}
