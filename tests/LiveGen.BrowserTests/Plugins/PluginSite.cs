using LiveGen.BrowserTests.Browsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.BrowserTests.Plugins;

/// <summary>A small application under the strict policy, with toasts, in production or development.</summary>
sealed class PluginSite : IAsyncDisposable
{
    readonly WebApplication _app;

    PluginSite(WebApplication app) => _app = app;

    public string Url => _app.Url();

    public static async Task<PluginSite> StartAsync(string environment)
    {
        var builder = LocalSite.Builder(environment);
        builder.Services.AddLiveGen().AddToasts();
        var app = builder.Build();
        app.UseLiveGenContentSecurityPolicy();
        app.MapGet("/stories.css", () => Results.File(Path.Combine(AppContext.BaseDirectory, "stories.css"), "text/css"));
        app.MapGet("/favicon.ico", () => Results.NoContent());
        app.MapLiveView("/", DeskPage.Show).AllowAnonymous();
        app.MapLiveView("/done", DeskPage.Done).AllowAnonymous();
        app.MapLiveView("/gone", DeskPage.Gone).AllowAnonymous();
        app.MapAction("/tell", DeskPage.Tell).AllowAnonymous();
        app.MapAction("/finish", DeskPage.Finish).AllowAnonymous();
        app.MapAction("/break", DeskPage.Break).WithTarget("list").AllowAnonymous();
        app.MapAction("/miss", DeskPage.Miss).AllowAnonymous();
        app.MapConsumer<DeskConsumer>("/ws/desk").AllowAnonymous();
        await app.StartAsync();
        return new PluginSite(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A page whose buttons tell, lead away and fail.</summary>
static class DeskPage
{
    public static void Show()
    {
        var socket = Sockets.Connect<DeskConsumer>();
        Page("Desk", () =>
        {
            var field = Input(id: "field", ariaLabel: "Field");
            Ul(Li("as it was"), id: "list");
            Button("Info", id: "info", onclick: Callback(Tell, "Copied.", Constant(FlashKind.Info)));
            Button("Success", id: "success", onclick: Callback(Tell, "Saved.", Constant(FlashKind.Success)));
            Button("Error", id: "error", onclick: Callback(Tell, "Not saved.", Constant(FlashKind.Error)));
            Button("Finish", id: "finish", onclick: Callback(Finish));
            Button("Break", id: "break", onclick: Callback(Break, field));
            Button("Break the socket", id: "break-socket", onclick: socket.Callback<BreakIt>(field));
            Button("Miss", id: "miss", onclick: Callback(Miss));
            A("Gone", id: "gone", href: "/gone");
        });
    }

    public static void Done() => Page("Done", () => { P("It is done."); });

    public static IResult Gone()
    {
        Flash("That is gone.", FlashKind.Error);
        return Results.Redirect("/done");
    }

    public static void Tell(string text, FlashKind kind) => Flash(text, kind);

    public static void Finish()
    {
        Flash("Finished.", FlashKind.Success);
        Redirect("/done");
    }

    public static void Break(string text)
    {
        Li("half done");
        SetTitle("half done");
        throw new InvalidOperationException($"cannot take {text}");
    }

    public static void Miss() => Remove("nowhere");

    static void Page(string title, Action content)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(
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

public sealed record BreakIt(string Text);

sealed class DeskConsumer : LiveGenWebSocketConsumer, IReceive<BreakIt>
{
    public ValueTask ReceiveAsync(BreakIt message, CancellationToken cancellationToken)
    {
        Append("list", Li("half done"));
        throw new InvalidOperationException($"cannot take {message.Text}");
    }
}
