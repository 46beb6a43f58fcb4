namespace LiveGen.BrowserTests.Navigation;

/// <summary>A shop of a few pages: one layout around all, a second one inside it around the back office.</summary>
static class Shop
{
    public static void Layout(Content body)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Meta(charset: "utf-8"), Title(PageTitle ?? "Shop"));
        using var page = Body().Open();
        Nav([
            A("Home", href: Url(Home)),
            A("Products", href: Url(Products), attrs: [("data-livegen-prefetch", "false")]),
            A("Users", href: Url(Users)),
            A("Broken", href: Url(Broken)),
        ], ariaLabel: "Shop");
        Sockets.Connect<News>();
        P(id: "news");
        Main(body, id: "content");
    }

    public static void BackOffice(Content body)
    {
        Nav([A("All users", href: Url(Users)), A("Log", href: Url(Log))], ariaLabel: "Back office");
        Section(body, id: "office");
    }

    public static void Home()
    {
        SetTitle("Home – Shop");
        H1("Home");
        Player();
        Each(Enumerable.Range(1, 200), n => P("Line ", n));
        A("Product 7", href: Url(Product, new { id = 7 }), id: "seven");
    }

    public static void Products(string? find, int page = 1)
    {
        SetTitle("Products – Shop");
        H1("Products");
        using (Div().Open())
            Player();
        Form([
            Label("Find", @for: "find"),
            Input(id: "find", name: "find", value: find),
            Button("Go"),
        ], action: Url(Products), method: "get");
        P($"Page {page} of {find ?? "all"}", id: "shown");
        var news = Sockets.To<News>();
        Button("Next", id: "next", onclick: news.Callback<NextPage>(page + 1));
        var stock = Sockets.Connect<Stock>();
        Button("Order", id: "order", onclick: stock.Callback<Order>("7"));
    }

    public static async Task Product(int id, Gate gate)
    {
        await gate.PassAsync();
        SetTitle($"Product {id} – Shop");
        H1($"Product {id}");
    }

    public static void Users()
    {
        SetTitle("Users – Shop");
        H1("Users");
        Div(id: "map", attrs: [("data-livegen-module", "/map.js")]);
    }

    public static void Log()
    {
        SetTitle("Log – Shop");
        H1("Log");
    }

    public static void Broken() => throw new InvalidOperationException("broken");

    static void Player() => Div("…", id: "player", attrs: [("data-livegen-permanent", true)]);
}

/// <summary>Holds pages back for as long as a test wants.</summary>
sealed class Gate
{
    public TaskCompletionSource? Closed { get; set; }

    public Task PassAsync() => Closed?.Task ?? Task.CompletedTask;
}

public sealed record NextPage(int Number);

public sealed record Order(string Product);

/// <summary>The layout's socket.</summary>
sealed class News : LiveGenWebSocketConsumer, IReceive<NextPage>
{
    public const string Everyone = "shop.news";

    protected override IEnumerable<string> Groups => [Everyone];

    public ValueTask ReceiveAsync(NextPage next, CancellationToken ct)
    {
        Morph("shown", $"Page {next.Number} of all");
        PushUrl($"/products?page={next.Number}");
        return default;
    }
}

/// <summary>The socket of one page.</summary>
sealed class Stock : LiveGenWebSocketConsumer, IReceive<Order>
{
    public ValueTask ReceiveAsync(Order order, CancellationToken ct)
    {
        Morph("shown", "Ordered ", order.Product);
        return default;
    }
}
