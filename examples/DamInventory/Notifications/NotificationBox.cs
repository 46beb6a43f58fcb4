namespace DamInventory.Notifications;

/// <summary>The message box of the home page, in Tethys's words.</summary>
static class NotificationBox
{
    public const string Id = "notification";

    /// <param name="text">What has happened.</param>
    /// <param name="show">The text of the button that shows it in place; null when there is none.</param>
    /// <param name="consumer">Whose page it is.</param>
    public static void Show(string text, string? show, NotificationsConsumer consumer)
    {
        var socket = Sockets.To<NotificationsConsumer>(new { newest = (string?)consumer.Query["newest"] });
        Morph(Id, Section(
            H2("Dam Notification", id: "notification-title"),
            P(text),
            Div(
            [
                show is null ? null : Button(show, type: "button", id: "show-it", @class: "primary", onclick: socket.Callback<ShowIt>()),
                Button("Refresh", type: "button", id: "refresh", onclick: socket.Callback<Refresh>()),
                Button("Nevermind", type: "button", id: "nevermind", onclick: socket.Callback<Nevermind>()),
            ], @class: "buttons"),
            @class: "box", ariaLabelledby: "notification-title"));
    }

    public static void Hide() => Morph(Id);
}
