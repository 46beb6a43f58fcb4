namespace Chat;

/// <summary>What every page of the chat has around its content.</summary>
static class Layout
{
    public static void Page(string title, Action content)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(
            Meta(charset: "utf-8"),
            Meta(name: "viewport", content: "width=device-width, initial-scale=1"),
            Meta(name: "color-scheme", content: "light dark"),
            Title(title, " – LiveGen chat"),
            Link(rel: "stylesheet", href: "/chat.css"),
            Link(rel: "icon", href: "/icon.svg"));
        using var body = Body().Open();
        content();
    }
}
