using LiveGen.Commands;

namespace LiveGen.Templates;

/// <summary>Small messages at the page's edge, of an application with <c>AddLiveGen().AddToasts()</c>.</summary>
public static class Toasts
{
    internal const string RegionId = "livegen-toasts", AlertsId = "livegen-toasts-alert", StatusId = "livegen-toasts-status";

    /// <summary>
    /// Shows a message to everybody who gets the commands of this render, such as a group: <c>Live.Render(() => Toasts.Show("…"))</c>.
    /// The person whose request this is gets it with <c>Flash</c>, which outlasts a redirect.
    /// </summary>
    /// <param name="text">Plain text.</param>
    /// <param name="kind">An error stays until it is dismissed, and is said by screen readers at once.</param>
    public static void Show(string text, FlashKind kind = FlashKind.Info)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Verbs.Append(kind == FlashKind.Error ? AlertsId : StatusId, Toast(new FlashMessage(text, kind)));
    }

    /// <summary>The place of toasts, with those that are there from the start.</summary>
    internal static void Region(IReadOnlyList<FlashMessage> messages, TimeSpan duration, string dismiss)
    {
        // Both live regions are there ahead of their messages: a screen reader says what is added. A morph of the body leaves them.
        using var region = Tags.Div(id: RegionId, attrs:
        [
            ("data-livegen-toasts", (long)duration.TotalMilliseconds), ("data-livegen-dismiss", dismiss), ("data-livegen-ignore", true),
        ]).Open();
        using (Tags.Div(id: AlertsId, role: "alert").Open())
            Write(messages.Where(message => message.Kind == FlashKind.Error));
        using (Tags.Div(id: StatusId, role: "status", attrs: [("aria-atomic", "false")]).Open())
            Write(messages.Where(message => message.Kind != FlashKind.Error));
    }

    static void Write(IEnumerable<FlashMessage> messages)
    {
        foreach (var message in messages)
            Toast(message);
    }

    static Element Toast(FlashMessage message) =>
        Tags.Div(message.Text, attrs: [("data-livegen-toast", message.Kind.ToString().ToLowerInvariant())]);
}
