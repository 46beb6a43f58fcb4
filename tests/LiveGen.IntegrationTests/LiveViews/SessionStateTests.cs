using System.Net;
using System.Text;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>What an area of an application remembers of a person between requests.</summary>
public sealed class SessionStateTests
{
    public sealed record Basket
    {
        public IReadOnlyList<int> Items { get; init; } = [];
    }

    public sealed record Taste
    {
        public string Colour { get; init; } = "none";
    }

    static void Add(int id, SessionState<Basket> basket) => basket.Update(b => b with { Items = [.. b.Items, id] });

    static void Fail(SessionState<Basket> basket)
    {
        basket.Set(new Basket { Items = [666] });
        throw new InvalidOperationException("no");
    }

    static async Task<IResult> Leave(SessionState<Basket> basket)
    {
        await Task.Yield();
        basket.Update(b => b with { Items = [.. b.Items, 9] });
        return Results.Redirect("/");
    }

    static IResult Refuse(SessionState<Basket> basket)
    {
        basket.Clear();
        return Results.StatusCode(500);
    }

    static IResult Save(SessionState<Basket> basket)
    {
        basket.Update(b => b with { Items = [.. b.Items, 5] });
        return Results.File("x"u8.ToArray(), "text/plain", "x.txt");
    }

    static void Forget(SessionState<Basket> basket) => basket.Clear();

    static void Paint(SessionState<Taste> taste) => taste.Set(new Taste { Colour = new string('x', 100_000) });

    static void Page(SessionState<Basket> basket, SessionState<Taste> taste)
    {
        P($"{string.Join(',', basket.Value.Items)}|{taste.Value.Colour}", id: "state");
        Button("fail", id: "fail", onclick: Callback(Fail));
        Button("leave", id: "leave", onclick: Callback(Leave));
        Button("refuse", id: "refuse", onclick: Callback(Refuse));
        Button("save", id: "save", onclick: Callback(Save));
        Button("forget", id: "forget", onclick: Callback(Forget));
        Button("paint", id: "paint", onclick: Callback(Paint));
        Button("add", id: "add", onclick: Callback(Add, 3));
    }

    static void Admin(SessionState<Basket> basket)
    {
        P($"{string.Join(',', basket.Value.Items)}|", id: "state");
        Button("more", id: "more", onclick: Callback(More));
    }

    static void More(SessionState<Basket> basket) => Add(100, basket);

    static Task<ActionServer> StartAsync(bool session = true) => ActionServer.StartAsync(
        app =>
        {
            app.UseRouting();
            if (session)
                app.UseSession();
            app.Use((http, next) =>
            {
                // Something that an older version has stored.
                if (http.Request.Query["old"] is [{ } old])
                    http.Session.Set($"livegen::{typeof(Basket).FullName}", Encoding.UTF8.GetBytes(old));
                return next();
            });
            app.MapLiveView("/", Page).AllowAnonymous();
            app.MapAction("/add", Add).AllowAnonymous();
            app.MapAction("/fail", Fail).AllowAnonymous();
            app.MapAction("/leave", Leave).AllowAnonymous();
            app.MapAction("/refuse", Refuse).AllowAnonymous();
            app.MapAction("/save", Save).AllowAnonymous();
            app.MapAction("/forget", Forget).AllowAnonymous();
            app.MapAction("/paint", Paint).AllowAnonymous();
            var admin = app.MapGroup("/admin").WithSessionArea("admin").AllowAnonymous();
            admin.MapLiveView("/", Admin);
            admin.MapAction("/more", More);
        },
        services =>
        {
            if (session)
                services.AddDistributedMemoryCache().AddSession();
        });

    // A browser with its cookie.
    sealed class Person(ActionServer server)
    {
        readonly List<(string, string)> _cookie = [];

        public async Task<Answer> CallAsync(string button, string page = "/")
        {
            var answer = await (await server.PageAsync(page, [.. _cookie])).CallAsync(button);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
                _cookie.Add(("Cookie", set.Single().Split(';')[0]));
            return answer;
        }

        public async Task<string> StateAsync(string page = "/") =>
            System.Text.RegularExpressions.Regex.Match((await server.PageAsync(page, [.. _cookie])).Html, "id=\"state\">(.*?)</p>").Groups[1].Value;
    }

    [Fact]
    public async Task What_a_handler_sets_is_there_in_the_next_request_of_this_person_alone()
    {
        await using var server = await StartAsync();
        var (ada, eve) = (new Person(server), new Person(server));

        await ada.CallAsync("add");
        await ada.CallAsync("add");

        Assert.Equal("3,3|none", await ada.StateAsync());
        Assert.Equal("|none", await eve.StateAsync());
    }

    [Fact]
    public async Task What_leads_away_or_is_a_file_stores_it_too_and_Clear_forgets_it()
    {
        await using var server = await StartAsync();
        var ada = new Person(server);

        await ada.CallAsync("leave");
        await ada.CallAsync("save");
        Assert.Equal("9,5|none", await ada.StateAsync());
        await ada.CallAsync("forget");

        Assert.Equal("|none", await ada.StateAsync());
    }

    [Fact]
    public async Task A_handler_that_fails_or_refuses_changes_nothing()
    {
        await using var server = await StartAsync();
        var ada = new Person(server);
        await ada.CallAsync("add");

        Assert.Equal(HttpStatusCode.InternalServerError, (await ada.CallAsync("fail")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await ada.CallAsync("refuse")).Status);

        Assert.Equal("3|none", await ada.StateAsync());
    }

    [Fact]
    public async Task Each_area_has_its_own()
    {
        await using var server = await StartAsync();
        var ada = new Person(server);

        await ada.CallAsync("add");
        await ada.CallAsync("more", "/admin/");

        Assert.Equal("3|none", await ada.StateAsync());
        Assert.Equal("100|", await ada.StateAsync("/admin/"));
    }

    [Theory]
    [InlineData("{\"goods\":[1]}")]
    [InlineData("{\"items\":[\"x\"]}")]
    [InlineData("broken")]
    public async Task What_cannot_be_read_any_more_begins_anew(string old)
    {
        await using var server = await StartAsync();

        Assert.Equal("|none", await new Person(server).StateAsync($"/?old={Uri.EscapeDataString(old)}"));

        Assert.StartsWith("136 Warning: A session's LiveGen.IntegrationTests.LiveViews.SessionStateTests+Basket could not be read at $", Assert.Single(server.Log.Of(136)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_large_a_state_is_refused_with_the_option_to_raise()
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, (await new Person(server).CallAsync("paint")).Status);

        Assert.Contains(
            "The SessionState<Taste> is 100013 bytes of JSON, and at most 65536 are kept for each person. Keep ids in it and the data in a " +
            "database, or raise LiveGenOptions.MaxSessionStateBytes.", Assert.Single(server.Log.Of(130)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_the_error_shows_the_lines_to_add()
    {
        await using var server = await StartAsync(session: false);

        using var response = await server.SendAsync(HttpMethod.Get, "/", null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(server.Log.Lines, line => line.Contains(
            "SessionState<Basket> needs ASP.NET Core's session. Add builder.Services.AddDistributedMemoryCache(); and builder.Services.AddSession();",
            StringComparison.Ordinal));
    }

    public sealed record Remember(int Id);

    sealed class Rememberer(SessionState<Basket> basket) : LiveGenWebSocketConsumer, IReceive<Remember>
    {
        public ValueTask ReceiveAsync(Remember message, CancellationToken cancellationToken)
        {
            SetTitle($"{basket.Value.Items.Count}");
            if (message.Id > 0)
                basket.Set(new Basket { Items = [message.Id] });
            return default;
        }
    }

    [Fact]
    public async Task A_consumer_reads_it_and_is_told_that_it_cannot_set_it()
    {
        await using var server = await SocketServer.StartAsync(
            app =>
            {
                app.UseSession();
                app.MapConsumer<Rememberer>("/ws/{room}").AllowAnonymous();
            },
            build: builder => builder.Services.AddDistributedMemoryCache().AddSession());
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Remember",[0]]""");
        Assert.Equal("""["commands",[["livegen.title","0"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        await page.CallAsync("""["callback",2,"Remember",[1]]""");
        Assert.Contains("failed", await page.ReceiveAsync(), StringComparison.Ordinal);

        Assert.Contains(server.Log.Lines, line => line.Contains(
            "SessionState<Basket> is set in a consumer, but a socket has no response that stores a session. Set it in an action", StringComparison.Ordinal));
    }
}
