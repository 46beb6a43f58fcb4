using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>A plugin adds to every page and answer, and what goes wrong in it says whose fault that is.</summary>
public sealed class PluginTests
{
    sealed class Frame : ILiveGenPlugin
    {
        public void Head(PluginContext context) => Meta(name: "frame", content: context.Moment.ToString());

        public ValueTask AfterTemplateAsync(PluginContext context)
        {
            SetTitle($"{context.Moment}");
            return default;
        }

        public void Wrap(Content content, PluginContext context) => Section(content, id: $"in-{context.Target ?? "body"}");
    }

    sealed class Inner : ILiveGenPlugin
    {
        public void Wrap(Content content, PluginContext context) => I(content);
    }

    sealed class Bad : ILiveGenPlugin
    {
        static string Asks(PluginContext context) => context.Http.Request.Query["bad"].ToString();

        public void Head(PluginContext context)
        {
            if (Asks(context) == "head")
                throw new InvalidOperationException("no head");
        }

        public async ValueTask AfterTemplateAsync(PluginContext context)
        {
            await Task.Yield();
            if (Asks(context) == "template")
                P("lost");
            if (Asks(context) == "open")
                _ = Div().Open();
        }

        public void Wrap(Content content, PluginContext context)
        {
            if (Asks(context) == "nowhere")
                P("mine");
            else if (Asks(context) == "twice")
                Fragment(content, content);
            else
                Fragment(content);
        }
    }

    static void Save() => P("saved");

    static void Layout(Content body)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("L"), Script("let a = '<body>'"));
        Body(Main(body, id: "content"));
    }

    static Task<ActionServer> StartAsync(Action<LiveGenBuilder> add) => ActionServer.StartAsync(
        app =>
        {
            app.MapLiveView("/", () => { Button("save", id: "save", onclick: Callback(Save)); }).WithLayout(Layout).AllowAnonymous();
            app.MapLiveView("/bare", () => { P("bare"); }).AllowAnonymous();
            app.MapLiveView("/away", () => Results.Redirect("/")).AllowAnonymous();
            app.MapAction("/save", Save).WithTarget("place").AllowAnonymous();
        },
        services => add(services.AddLiveGen()));

    [Fact]
    public async Task A_page_gets_head_commands_and_what_is_around_its_body()
    {
        await using var server = await StartAsync(livegen => livegen.AddPlugin<Frame>().AddPlugin<Inner>());

        var html = (await server.PageAsync()).Html;
        var bare = (await server.PageAsync("/bare")).Html;

        Assert.Matches("""<script type="module" src="/_livegen/livegen\.\w+\.js"></script><meta name="frame" content="Page"></head>""", html);
        Assert.Matches("""<body><section id="in-body"><i><main id="content"><button.*</main></i></section><script type="application/json" """, html);
        Assert.Contains(""" "commands":[["livegen.title","Page"]]}""".Trim(), html, StringComparison.Ordinal);
        Assert.Matches("""</script><meta name="frame" content="Page"><section id="in-body"><i><p>bare</p></i></section><script""", bare);
    }

    [Fact]
    public async Task A_part_of_a_page_and_an_action_get_what_is_around_their_target()
    {
        await using var server = await StartAsync(livegen => livegen.AddPlugin<Frame>());
        var page = await server.PageAsync();
        var island = System.Text.RegularExpressions.Regex.Match(page.Html, "\"build\":\"(.*?)\".*?\"token\":\"(.*?)\".*?\"layouts\":\\[\"(.*?)\"");

        var answer = await page.CallAsync("save");
        using var part = await server.SendAsync(HttpMethod.Get, "/", null,
            ("LiveGen", "1"), ("LiveGen-Build", island.Groups[1].Value), ("LiveGen-Token", island.Groups[2].Value), ("LiveGen-Layouts", island.Groups[3].Value));

        Assert.Equal(
            ["""["livegen.morph","place","<section id=\"in-place\"><p>saved</p></section>"]""", """["livegen.title","Action"]"""], answer.Commands);
        var text = await part.Content.ReadAsStringAsync();
        Assert.StartsWith("""[["commands",[["livegen.morph","content","<section id=\"in-content\"><button""", text, StringComparison.Ordinal);
        Assert.Contains("""["livegen.title","PartOfPage"]""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_nobodys_template()
    {
        await using var server = await StartAsync(livegen => livegen.AddPlugin<Frame>());

        using var away = await server.SendAsync(HttpMethod.Get, "/away", null);

        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        Assert.Empty(await away.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("head", "The plugin Bad failed when it wrote into the head: no head")]
    [InlineData("template", "The plugin Bad failed when it ran behind the template: it wrote elements, which have no place there. Call verbs")]
    [InlineData("open", "The plugin Bad failed when it ran behind the template: ")]
    [InlineData("nowhere", "The plugin Bad failed when it wrote around a content: it uses the content nowhere, so that would be lost. Write it once:")]
    [InlineData("twice", "The plugin Bad failed when it wrote around a content: it uses the content twice. Write it once:")]
    public async Task An_error_names_the_plugin(string bad, string message)
    {
        await using var server = await StartAsync(livegen => livegen.AddPlugin<Bad>());

        using var page = await server.SendAsync(HttpMethod.Get, $"/bare?bad={bad}", null);

        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        Assert.Contains(server.Log.Lines, line => line.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plugin_is_there_once()
    {
        await using var server = await StartAsync(livegen => livegen.AddPlugin<Inner>().AddPlugin<Inner>());

        Assert.Contains("<i><p>bare</p></i>", (await server.PageAsync("/bare")).Html, StringComparison.Ordinal);
    }
}
