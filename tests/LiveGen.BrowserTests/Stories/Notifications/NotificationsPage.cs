namespace LiveGen.BrowserTests.Stories.Notifications;

/// <summary>A library of the page's own that is told what to show: by the page, and by an action.</summary>
static class NotificationsPage
{
    /// <summary>What an application would bring as a file: any library would do.</summary>
    public const string Module = """
        LiveGen.register('notify', (text, level) => {
            const item = document.createElement('li')
            item.dataset.level = level
            item.textContent = text
            document.getElementById('notifications').append(item)
        })
        """;

    public static void Show()
    {
        StoryLayout.Heading("Notifications");
        LoadModule("/notifications.js");
        Button("Notify me", id: "notify", onclick: Callback(Tell, "Consider yourself <b>notified</b>…"));
        Ul(id: "notifications", ariaLive: "polite");
        Notify("Please notify me!", "info");
    }

    public static void Tell(string text) => Notify(text, "error");

    static void Notify(string text, string level) => Command("notify", text, level);
}
