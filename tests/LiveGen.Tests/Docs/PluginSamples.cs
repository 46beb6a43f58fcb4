using LiveGen.LiveViews;
using LiveGen.Tests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The code of docs/plugins.md, as it stands there.</summary>
public sealed class PluginSamples
{
    sealed class Notes
    {
        readonly List<string> _titles = [];

        public void Save(string title) => _titles.Add(title);
    }

    static void Save(string title, Notes notes)
    {
        notes.Save(title);
        Flash("Saved.", FlashKind.Success);
        Redirect("/notes");
    }

    static async Task WarnAsync(IGroupSender groups, CancellationToken ct) =>
        await groups.SendCommandsAsync("lobby", Live.Render(() => Toasts.Show("The server restarts in a minute.", FlashKind.Warning)), ct);

    static void Layout(Content body)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title(PageTitle));
        using var content = Body().Open();
        foreach (var message in TakeFlashMessages())
            P(message.Text, role: "status", @class: $"message-{message.Kind}");
        Main(body, id: "content");
    }

    sealed class Analytics : ILiveGenPlugin
    {
        public void Head(PluginContext context) => Script(src: "/analytics.js", type: "module", nonce: CspNonce);

        public ValueTask AfterTemplateAsync(PluginContext context)
        {
            if (context.Moment == PluginMoment.PartOfPage)
                Command("analytics.view", context.Http.Request.Path.Value);
            return default;
        }

        public void Wrap(Content content, PluginContext context)
        {
            if (context.Target is null)
                Div(content, @class: "frame");
            else
                Fragment(content);
        }
    }

    public sealed record Basket
    {
        public IReadOnlyList<int> Items { get; init; } = [];
    }

    static void Add(int id, SessionState<Basket> basket) => basket.Update(b => b with { Items = [.. b.Items, id] });

    static void Show(SessionState<Basket> basket) => P($"{basket.Value.Items.Count} in your basket");

    static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddLiveGen().AddToasts();
        builder.Services.AddLiveGen().AddToasts(toasts =>
        {
            toasts.Duration = TimeSpan.FromSeconds(12); // zero: until they are dismissed
            toasts.DismissLabel = "Luk";
        });
        builder.Services.AddLiveGen().AddPlugin<Analytics>();
        builder.Services.AddSingleton<Notes>();
        builder.Services.AddDistributedMemoryCache(); // many servers: a cache that they share
        builder.Services.AddSession();
        var app = builder.Build();
        app.UseSession();
        app.MapGroup("/admin").WithSessionArea("admin"); // states of its own
        app.MapLiveView("/", Show).WithLayout(Layout).AllowAnonymous();
        app.MapAction("/add", Add).AllowAnonymous();
        app.MapAction("/save", Save).AllowAnonymous();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return app;
    }

    [Fact]
    public async Task The_application_serves_its_page()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var html = await client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("<main id=\"content\"><p>0 in your basket</p></main>", html, StringComparison.Ordinal);
        Assert.Contains("src=\"/analytics.js\"", html, StringComparison.Ordinal);
        Assert.Contains("data-livegen-toasts=\"12000\" data-livegen-dismiss=\"Luk\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_is_told_by_commands()
    {
        await using var app = await StartAsync();

        await WarnAsync(app.Services.GetRequiredService<IGroupSender>(), CancellationToken.None);
    }
}
