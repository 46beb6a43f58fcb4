namespace LiveGen.BrowserTests.Stories;

/// <summary>What every story has around its content.</summary>
static class StoryLayout
{
    public static void Frame(Content body)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(
            Meta(charset: "utf-8"),
            Meta(name: "viewport", content: "width=device-width, initial-scale=1"),
            Title(PageTitle),
            Link(rel: "stylesheet", href: "/stories.css"));
        Body(Main(body, id: "content"));
    }

    /// <summary>The story's name, in the tab and above its content.</summary>
    public static void Heading(string title)
    {
        SetTitle(title);
        H1(title, id: "title");
    }
}
