namespace LiveGen.BrowserTests.Stories;

/// <summary>What every story has around its content.</summary>
static class StoryLayout
{
    public static void Page(string title, Action content)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(
            Meta(charset: "utf-8"),
            Meta(name: "viewport", content: "width=device-width, initial-scale=1"),
            Meta(name: "color-scheme", content: "light dark"),
            Title(title),
            Link(rel: "stylesheet", href: "/stories.css"));
        using var body = Body().Open();
        using var main = Main(id: "content").Open();
        H1(title);
        content();
    }
}
