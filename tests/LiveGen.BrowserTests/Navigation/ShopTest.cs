using LiveGen.BrowserTests.Browsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LiveGen.BrowserTests.Navigation;

/// <summary>A test with visitors of the shop.</summary>
public abstract class ShopTest(Chromium chromium) : BrowserTest(chromium)
{
    WebApplication? _app;

    protected string Url => _app!.Url();

    internal Gate Gate => _app!.Services.GetRequiredService<Gate>();

    public override async Task InitializeAsync()
    {
        var builder = LocalSite.Builder();
        builder.Services.AddLiveGen();
        builder.Services.AddSingleton<Gate>();
        _app = builder.Build();
        _app.UseLiveGenContentSecurityPolicy();
        Map(_app);
        await _app.StartAsync();
    }

    static void Map(WebApplication app)
    {
        var shop = app.MapGroup("/").WithLayout(Shop.Layout).AllowAnonymous();
        shop.MapLiveView("/", Shop.Home);
        shop.MapLiveView("/products", Shop.Products);
        shop.MapLiveView("/products/{id}", Shop.Product);
        shop.MapLiveView("/broken", Shop.Broken);
        var office = shop.MapGroup("/office").WithLayout(Shop.BackOffice, target: "office");
        office.MapLiveView("/users", Shop.Users);
        office.MapLiveView("/log", Shop.Log);
        app.MapConsumer<News>("/ws/news").AllowAnonymous();
        app.MapConsumer<Stock>("/ws/stock").AllowAnonymous();
        app.MapGet("/map.js", () => Results.Text(
            """
            export function mount(element) {
                element.textContent = "mounted"
                return () => document.body.dataset.map = "unmounted"
            }
            """, "text/javascript"));
        app.MapGet("/favicon.ico", () => Results.NoContent());
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Tells all pages something, as backend code would.</summary>
    protected async Task TellAsync(Action commands) =>
        await _app!.Services.GetRequiredService<IGroupSender>().SendCommandsAsync(News.Everyone, Live.Render(commands));

    /// <summary>Opens a page and marks its document: a full load would lose the mark.</summary>
    protected async Task<Visitor> OpenAsync(string path = "/", BrowserNewContextOptions? options = null)
    {
        var visitor = await ArriveAsync(options);
        await visitor.GoAsync(Url + path);
        await visitor.ConnectedAsync();
        await Expect(visitor.Locator("[data-marked]")).ToHaveCountAsync(0);
        await visitor.FollowsLinksAsync();
        await visitor.Page.EvaluateAsync("document.documentElement.dataset.marked = ''");
        return visitor;
    }

    protected static Task StillAsync(Visitor visitor) => Expect(visitor.Locator("html[data-marked]")).ToHaveCountAsync(1);

    protected static Task ReloadedAsync(Visitor visitor) => Expect(visitor.Locator("html[data-marked]")).ToHaveCountAsync(0);

    protected static Task FollowAsync(Visitor visitor, string text) =>
        visitor.Page.GetByRole(AriaRole.Link, new() { Name = text, Exact = true }).ClickAsync();

    protected static Task HeadingAsync(Visitor visitor, string text) => Expect(visitor.Locator("h1")).ToHaveTextAsync(text);
}
