using Chat.Rooms;

namespace Chat.Backend;

/// <summary>
/// A page whose server code speaks in a room, as any service, job or request of the application could. It acts on GET, to be
/// tried from the address bar; a real application would act on a callback.
/// </summary>
static class BackendPage
{
    public static async Task<IResult?> Send(string room, ChatRooms rooms, HttpRequest request, CancellationToken ct)
    {
        if (!ChatRooms.RoomName.IsMatch(room))
            return Results.NotFound();
        if (!IsOpenedByAPerson(request))
            return Results.NoContent();
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

    // Not an image on somebody's page, a prefetch or a link preview that asks with HEAD.
    static bool IsOpenedByAPerson(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers["Sec-Fetch-Dest"].ToString() is ("" or "document")
        && request.Headers["Sec-Purpose"].Count == 0;
}
