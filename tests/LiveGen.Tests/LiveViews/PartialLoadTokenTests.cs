using System.Security.Claims;
using System.Text.Json;
using LiveGen.Consumers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>What stays in the browser and what comes to it are one page, so one key seals both.</summary>
public sealed class PartialLoadTokenTests
{
    sealed class Shop : LiveGenWebSocketConsumer;

    static void Around(Content body) => Div([Button("Buy", onclick: Sockets.Connect<Shop>().Callback(1)), Main(body, id: "content")]);

    static void Plain(Content body) => Div(body, id: "content");

    static void Buy() => Button("Buy", onclick: Sockets.To<Shop>().Callback(1));

    static readonly Action s_buy = Buy, s_still = () => P("still");

    static string? s_user; // the tests of a class run one after another

    static Task<Site> StartAsync() => Site.StartAsync(app =>
    {
        app.Use((http, next) =>
        {
            if (s_user is { } user)
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], "test"));
            return next(http);
        });
        app.MapLiveView("/", s_still).WithLayout(Around).AllowAnonymous();
        app.MapLiveView("/buy", s_buy).WithLayout(Around).AllowAnonymous();
        app.MapLiveView("/plain", s_still).WithLayout(Plain).AllowAnonymous();
        app.MapLiveView("/plain/buy", s_buy).WithLayout(Plain).AllowAnonymous();
        app.MapConsumer<Shop>("/ws").AllowAnonymous();
    });

    static Task<HttpResponseMessage> FollowAsync(Site site, JsonElement island, string to, string? token) => site.SendAsync(
        HttpMethod.Get, to, ("LiveGen", "1"), ("LiveGen-Build", island.GetProperty("build").GetString()!),
        ("LiveGen-Layouts", island.GetProperty("layouts")[0].GetString()!), ("LiveGen-Token", token ?? ""));

    // The seal over the same callback shows which key made it.
    static string SealIn(string text)
    {
        text = text.Replace("&quot;", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
        var at = text.IndexOf("\"seal\":\"", StringComparison.Ordinal) + 8;
        return text[at..text.IndexOf('"', at)];
    }

    [Fact]
    public async Task What_comes_is_sealed_by_the_key_of_the_token_that_asked_for_it()
    {
        await using var site = await StartAsync();
        var html = await site.TextAsync("/");
        var island = JsonDocument.Parse(html[(html.IndexOf("id=\"livegen\">", StringComparison.Ordinal) + 13)..html.LastIndexOf("</script>", StringComparison.Ordinal)]).RootElement;

        using var response = await FollowAsync(site, island, "/buy", island.GetProperty("token").GetString());

        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var frames = await response.Content.ReadAsStringAsync();
        Assert.Equal(SealIn(html), SealIn(frames));
        Assert.DoesNotContain("\"token\"", frames, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage", null)]
    [InlineData(null, "another user")]
    public async Task Statement_24_with_a_token_that_does_not_hold_the_whole_page_is_sent_with_one_of_its_own(string? token, string? user)
    {
        await using var site = await StartAsync();
        var island = await PartialLoads.IslandAsync(site, "/");
        token ??= island.GetProperty("token").GetString();
        s_user = user;
        try
        {
            using var response = await FollowAsync(site, island, "/buy", token);
            Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
            Assert.Contains("\"token\":", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            s_user = null;
        }
    }

    [Fact]
    public async Task Statement_24_a_page_in_a_layout_always_has_a_token_and_without_it_the_whole_page_is_sent()
    {
        await using var site = await StartAsync();
        var island = await PartialLoads.IslandAsync(site, "/plain");

        using var still = await FollowAsync(site, island, "/plain", island.GetProperty("token").GetString());
        using var unknown = await FollowAsync(site, island, "/plain", token: null);

        Assert.Equal("application/json", still.Content.Headers.ContentType!.MediaType);
        Assert.Equal("text/html", unknown.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_that_renders_itself_anew_keeps_its_key_if_its_token_holds(bool holds)
    {
        await using var site = await StartAsync();
        var before = await site.TextAsync("/buy");
        var token = (await PartialLoads.IslandAsync(site, "/buy")).GetProperty("token").GetString()!;
        var ownToken = before[(before.IndexOf("\"token\":\"", StringComparison.Ordinal) + 9)..];
        ownToken = ownToken[..ownToken.IndexOf('"', StringComparison.Ordinal)];

        using var response = await site.SendAsync(HttpMethod.Get, "/buy", ("LiveGen-Render", "1"), ("LiveGen-Token", holds ? ownToken : token[..^4]));

        var after = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(holds, SealIn(before) == SealIn(after));
        Assert.DoesNotContain(ownToken, after, StringComparison.Ordinal); // a new one, for as long again
    }
}
