using Chat.Rooms;

namespace Chat.Backend;

/// <summary>A page whose server code speaks in a room, as any service, job or request of the application could.</summary>
static class BackendPage
{
    public static async Task<IResult?> Send(string room, ChatRooms rooms, CancellationToken ct)
    {
        if (!ChatRooms.RoomName.IsMatch(room))
            return Results.NotFound();
        await rooms.PostAsync(room, "server", "Server message!", ct);
        Layout.Page("Backend", () =>
        {
            using var main = Main(@class: "card").Open();
            H1("Sent");
            P("A message from the server went to ", A(room, href: Url(ChatPage.Show, new { room })), ".");
            Alert("Message will appear in the chatroom!");
        });
        return null;
    }
}
