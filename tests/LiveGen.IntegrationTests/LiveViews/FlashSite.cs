using LiveGen.IntegrationTests.Consumers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>Handlers that tell their person something, and a browser that keeps the cookie.</summary>
static class FlashSite
{
    static void Save() => Flash("Saved.", FlashKind.Success);

    static void Lead()
    {
        Save();
        Redirect("/next");
    }

    static IResult LeadByResult()
    {
        Save();
        return Results.Redirect("/next");
    }

    static CommandBatch LeadByBatch()
    {
        Save();
        return Live.Render(() => Redirect("/next"));
    }

    static void LoadAgain()
    {
        Save();
        Reload();
    }

    static IResult Export()
    {
        Save();
        return Results.File("a,b"u8.ToArray(), "text/csv", "all.csv");
    }

    static void Fail()
    {
        Save();
        throw new InvalidOperationException("not saved");
    }

    static void ToAll() => Live.Render(() => Flash("to whom?"));

    static void Many(int count, string text)
    {
        for (var i = 0; i < count; i++)
            Flash($"{i} {text}");
        Redirect("/next");
    }

    public static Task<ActionServer> StartAsync(bool toasts = true) => ActionServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapLiveView("/", () =>
            {
                Button("save", id: "save", onclick: Callback(Save));
                Button("lead", id: "lead", onclick: Callback(Lead));
                Button("result", id: "result", onclick: Callback(LeadByResult));
                Button("batch", id: "batch", onclick: Callback(LeadByBatch));
                Button("reload", id: "reload", onclick: Callback(LoadAgain));
                Button("export", id: "export", onclick: Callback(Export));
                Button("fail", id: "fail", onclick: Callback(Fail));
                Button("all", id: "all", onclick: Callback(ToAll));
                Button("many", id: "many", onclick: Callback(Many, This, This));
            }).AllowAnonymous();
            app.MapAction("/save", Save).AllowAnonymous();
            app.MapAction("/lead", Lead).AllowAnonymous();
            app.MapAction("/result", LeadByResult).AllowAnonymous();
            app.MapAction("/batch", LeadByBatch).AllowAnonymous();
            app.MapAction("/reload", LoadAgain).AllowAnonymous();
            app.MapAction("/export", Export).AllowAnonymous();
            app.MapAction("/fail", Fail).AllowAnonymous();
            app.MapAction("/all", ToAll).AllowAnonymous();
            app.MapAction("/many", Many).AllowAnonymous();
            app.MapLiveView("/next", () => { P("next"); }).AllowAnonymous();
            app.MapLiveView("/own", () =>
            {
                foreach (var message in TakeFlashMessages())
                    P($"{message.Kind}: {message.Text}");
            }).AllowAnonymous();
            app.MapLiveView("/broken", () =>
            {
                P(TakeFlashMessages().Count);
                throw new InvalidOperationException("broken");
            }).AllowAnonymous();
            app.MapLiveView("/away", () =>
            {
                Flash("Not there.", FlashKind.Error);
                return Results.Redirect("/next");
            }).AllowAnonymous();
        },
        services =>
        {
            services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
            services.AddAuthorization();
            if (toasts)
                services.AddLiveGen().AddToasts();
        });

    static string? CookieOf(IEnumerable<string>? set) => set?.SingleOrDefault(cookie => cookie.StartsWith(".LiveGen.Flash=", StringComparison.Ordinal));

    public static string? CookieOf(Answer answer) => CookieOf(answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : null);

    public static async Task<string> KeptAsync(ActionServer server, string button, params (string, string)[] headers) =>
        CookieOf(await (await server.PageAsync("/", headers)).CallAsync(button))!.Split(';')[0];

    public static async Task<(string Html, string? Cookie, HttpResponseMessage Response)> VisitAsync(
        ActionServer server, string url, string? cookie, params (string, string)[] headers)
    {
        (string, string)[] all = cookie is null ? headers : [("Cookie", cookie), .. headers];
        var response = await server.SendAsync(HttpMethod.Get, url, null, all);
        return (await response.Content.ReadAsStringAsync(), CookieOf(response.Headers.TryGetValues("Set-Cookie", out var set) ? set : null), response);
    }
}
