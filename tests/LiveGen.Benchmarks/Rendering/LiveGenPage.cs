namespace LiveGen.Benchmarks.Rendering;

/// <summary>The page as a LiveGen template, in both of its styles.</summary>
static class LiveGenPage
{
    /// <summary>Elements are arguments of elements.</summary>
    public static void Expressions()
    {
        Doctype();
        Html(
            Head(Meta(charset: "utf-8"), Title("Dams"), Link(rel: "stylesheet", href: "/site.css")),
            Body(
                Nav(Each(PageData.Links, static link => A(link.Name, @class: "link", href: link.Url)), @class: "top"),
                Main(
                    H1("All dams"),
                    Ul(Each(PageData.Items, Entry), id: "items", @class: "list"),
                    Fields())),
            lang: "en");
    }

    /// <summary>Elements are opened and what follows is their content.</summary>
    public static void Statements()
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        using (Head().Open())
        {
            Meta(charset: "utf-8");
            Title("Dams");
            Link(rel: "stylesheet", href: "/site.css");
        }
        using var body = Body().Open();
        using (Nav(@class: "top").Open())
        {
            foreach (var link in PageData.Links)
                A(link.Name, @class: "link", href: link.Url);
        }
        using var main = Main().Open();
        H1("All dams");
        using (Ul(id: "items", @class: "list").Open())
        {
            foreach (var item in PageData.Items)
            {
                using var li = Li(id: item.Key, @class: item.Class).Open();
                A(item.Name, @class: "name", href: item.Url);
                Span(item.Text, @class: "text");
                Span(item.Number, @class: "number");
            }
        }
        using var form = Form(@class: "search", action: "/search", method: "get").Open();
        Label("Search", @for: "q");
        Input(id: "q", type: "search", name: "q", required: true);
        Button("Go", @class: "go", type: "submit");
    }

    static Element Entry(Item item) => Li(
        A(item.Name, @class: "name", href: item.Url),
        Span(item.Text, @class: "text"),
        Span(item.Number, @class: "number"),
        id: item.Key, @class: item.Class);

    static Element Fields() => Form(
        Label("Search", @for: "q"),
        Input(id: "q", type: "search", name: "q", required: true),
        Button("Go", @class: "go", type: "submit"),
        @class: "search", action: "/search", method: "get");
}
