namespace LiveGen.BrowserTests.Stories.PartialLoad;

/// <summary>Three pages inside one layout: links between them load what stands inside it.</summary>
static class PartialLoadPages
{
    public static void One()
    {
        Links("One");
        Button("Say", id: "say", onclick: Callback(Say, "from one"));
        P(id: "said");
    }

    public static void Two()
    {
        Links("Two");
        Button("Say", id: "say", onclick: Callback(Say, "from two"));
        P(id: "said");
        for (var line = 0; line < 100; line++)
            P("a long page");
        A("To three from far down", id: "far", href: Url(Three));
    }

    public static void Three() => Links("Three");

    public static void Say(string text) => Morph("said", "Said ", text);

    /// <summary>Inside the site's layout, with a field that stays while pages change.</summary>
    public static void Frame(Content body) => Fragment(
        Label("Search", @for: "search"), Input(id: "search", type: "search"),
        Section(body, id: "page", ariaLabel: "Page"));

    static void Links(string title)
    {
        StoryLayout.Heading($"Page {title}");
        Nav([A("One", id: "one", href: Url(One)), " ", A("Two", id: "two", href: Url(Two)), " ", A("Three", id: "three", href: Url(Three))]);
    }
}
