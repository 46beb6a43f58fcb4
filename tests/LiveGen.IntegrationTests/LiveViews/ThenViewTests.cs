using System.Net;
using System.Security.Claims;
using LiveGen.IntegrationTests.Consumers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>The page's own view, rendered anew behind an action.</summary>
public sealed class ThenViewTests
{
    sealed class Todos
    {
        public List<string> Items { get; } = ["milk"];
    }

    static void Page(string list, string? filter, Todos todos)
    {
        using (Div(id: "content").Open())
            View(list, filter, todos, null!);
        Button("add", id: "add", onclick: Callback(AddItem, This));
    }

    static void View(string list, string? filter, Todos todos, HttpContext http) =>
        Ul(todos.Items.Where(item => item.Contains(filter ?? "", StringComparison.Ordinal)).Select(item => Li(list, ": ", item)),
            title: http is null ? null : $"{http.Request.Method} {http.Request.Path.Value}{http.Request.QueryString} {http.GetEndpoint()!.DisplayName}");

    static void AddItem(string item, Todos todos)
    {
        todos.Items.Add(item);
        Alert("added");
    }

    static void Map(WebApplication app)
    {
        app.MapLiveView("/{list}/all", Page).AllowAnonymous().WithDisplayName("the page");
        app.MapAction("/add", AddItem).WithTarget("content").ThenView(View).AllowAnonymous();
    }

    static void Services(IServiceCollection services) => services.AddSingleton<Todos>();

    [Fact]
    public async Task The_view_of_the_page_is_rendered_from_its_address_after_the_action()
    {
        await using var server = await ActionServer.StartAsync(Map, Services);
        var page = await server.PageAsync("/caf%C3%A9/all?filter=i");

        var answer = await page.CallAsync("add", "\"fish\"");

        Assert.Equal(string.Join('\n',
            ["""["livegen.morph","content","<ul title=\"GET /café/all?filter=i the page\"><li>café: milk</li><li>café: fish</li></ul>"]""", """["alert","added"]"""]),
            string.Join('\n', answer.Commands));
    }

    [Fact]
    public async Task An_action_that_fails_renders_no_view()
    {
        static void Fail() => throw new InvalidOperationException();
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Fail)); }).AllowAnonymous();
            app.MapAction("/fail", Fail).WithTarget("content").ThenView(() => { P("view"); }).AllowAnonymous();
        });

        var answer = await (await server.PageAsync()).CallAsync("go");

        Assert.Equal("failed", answer.AckStatus);
        Assert.Empty(answer.Commands);
    }

    static async Task<string> DetailAsync(Delegate page, Delegate view, Action<RouteHandlerBuilder>? configure = null, Action? action = null)
    {
        void Go() => action?.Invoke();
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/page", page).AllowAnonymous();
            app.MapLiveView("/caller", () => { Button("go", id: "go", onclick: Callback(Go)); }).AllowAnonymous();
            var map = app.MapAction("/go", Go).ThenView(view).AllowAnonymous();
            configure?.Invoke(map);
        }, environment: "Development");
        var answer = await (await server.PageAsync("/caller")).CallAsync("go");
        Assert.Equal("failed", answer.AckStatus);
        return answer.Ack!.Value.GetProperty("detail").GetString()!;
    }

    [Fact]
    public async Task A_view_that_is_a_whole_page_is_an_error_that_says_what_to_give()
    {
        static void Whole()
        {
            Doctype();
            Html(Body(P("all")));
        }

        var detail = await DetailAsync(() => { P(); }, Whole, map => map.WithTarget("content"));

        Assert.Contains("the view writes a whole page", detail, StringComparison.Ordinal);
        Assert.Contains("WithTarget(\"id\")", detail, StringComparison.Ordinal);
        Assert.Contains(".WithLayout(layout)", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_of_another_page_is_an_error_that_names_both()
    {
        static void Other() => P("other");

        Assert.Contains("but /caller is not a page of that view", await DetailAsync(Other, Other, map => map.WithTarget("x")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_of_the_action_and_a_view_for_one_target_are_an_error()
    {
        static void View() => P("view");

        Assert.Contains("(ThenView). Put what the action writes into a target of its own",
            await DetailAsync(() => { P(); }, View, map => map.WithTarget("x"), () => P("mine")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_without_a_target_is_an_error()
    {
        static void View() => P("view");

        Assert.Contains("WithTarget", await DetailAsync(() => { P(); }, View), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_the_one_whose_route_takes_the_address_with_its_constraints()
    {
        static void Go() { }
        static void View(HttpContext http) => P(http.Request.RouteValues.Keys.Single());
        static void Page() => Button("go", id: "go", onclick: Callback(Go));
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/dams/{id:guid}", () => { P(); }).AllowAnonymous();
            app.MapLiveView("/dams/{number:int}", Page).AllowAnonymous();
            app.MapAction("/go", Go).WithTarget("content").ThenView(View).AllowAnonymous();
        });

        var answer = await (await server.PageAsync("/dams/42")).CallAsync("go");

        Assert.Equal(["""["livegen.morph","content","<p>number</p>"]"""], answer.Commands);
    }

    static void Content() => P("content of ", 42);

    [Fact]
    public async Task A_page_in_a_layout_is_its_own_view_and_the_layout_names_the_target()
    {
        static void Go() { }
        static void Layout(Content body)
        {
            Doctype();
            using var html = Html().Open();
            Body(Main(body, id: "main"), Button("go", id: "go", onclick: Callback(Go)));
        }
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", Content).WithLayout(Layout, "main").AllowAnonymous();
            app.MapAction("/go", Go).ThenView(Content).AllowAnonymous();
        });

        var answer = await (await server.PageAsync()).CallAsync("go");

        Assert.Equal(["""["livegen.morph","main","<p>content of 42</p>"]"""], answer.Commands);
    }

    [Fact]
    public async Task A_page_that_the_user_may_not_see_is_not_rendered_by_claiming_its_address()
    {
        static void Go() { }
        static void View(string room, ClaimsPrincipal user) => P(user.Identity!.Name, " reads ", room);
        static void Room(string room, ClaimsPrincipal user)
        {
            using (Div(id: "content").Open())
                View(room, user);
            Button("go", id: "go", onclick: Callback(Go));
        }
        await using var server = await ActionServer.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapLiveView("/rooms/{room}", Room).RequireAuthorization("room");
                app.MapAction("/go", Go).WithTarget("content").ThenView(View).RequireAuthorization();
            },
            services =>
            {
                services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
                services.AddAuthorizationBuilder().AddPolicy("room", policy => policy.RequireAssertion(context =>
                    ((HttpContext)context.Resource!).Request.RouteValues["room"] is "open"));
            });
        var page = await server.PageAsync("/rooms/open", ("X-User", "ada"));
        var elsewhere = new CallingPage(server, "/rooms/secret", page.Html, [("X-User", "ada")]);

        Assert.Equal(["""["livegen.morph","content","<p>ada reads open</p>"]"""], (await page.CallAsync("go")).Commands);
        var refused = await elsewhere.CallAsync("go");
        Assert.Equal((HttpStatusCode.Forbidden, "denied"), (refused.Status, refused.AckStatus));
        Assert.Empty(refused.Commands);
    }
}
