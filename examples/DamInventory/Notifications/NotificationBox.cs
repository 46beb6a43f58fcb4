namespace DamInventory.Notifications;

/// <summary>
/// A message box of the home page, in Tethys's words. What it is about stands in its buttons, sealed, so that they do the same
/// whichever server the page has come to since.
/// </summary>
static class NotificationBox
{
    /// <summary>Where boxes stand.</summary>
    public const string Place = "notifications";

    /// <summary>Shows a box, or puts another text into the one of this id.</summary>
    /// <param name="id">The box's own.</param>
    /// <param name="text">What has happened.</param>
    /// <param name="show">The text of the button that shows it in place.</param>
    /// <param name="onShow">What that button does.</param>
    /// <param name="socket">The page's socket.</param>
    public static void Show(string id, string text, string show, Callback onShow, ConsumerSocket<NotificationsConsumer> socket) =>
        Append(Place, Section(
            H2("Dam Notification", id: $"{id}-title"),
            P(text),
            Div(
            [
                Button(show, type: "button", @class: "primary", onclick: onShow),
                Button("Refresh", type: "button", onclick: socket.Callback<Refresh>()),
                Button("Nevermind", type: "button", onclick: socket.Callback<Nevermind>(id)),
            ], @class: "buttons"),
            id: id, @class: "box", ariaLabelledby: $"{id}-title"));
}
