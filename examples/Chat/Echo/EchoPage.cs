namespace Chat.Echo;

/// <summary>The smallest page with a socket.</summary>
static class EchoPage
{
    public static void Show() => Layout.Page("Echo", () =>
    {
        var echo = Sockets.Connect<EchoConsumer>();

        using var main = Main(@class: "card").Open();
        H1("Echo");
        P("What you write comes back to you, and to nobody else.");
        Label("Say something", @for: "message");
        Input(id: "message", autocomplete: "off", autofocus: true, onkeyup: echo.Callback(This, when: Key.Enter, clear: true));
        Ul(id: "echoes", ariaLive: "polite", ariaLabel: "Echoes");
    });
}
