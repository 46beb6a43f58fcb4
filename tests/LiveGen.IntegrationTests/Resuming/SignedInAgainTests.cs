using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>A page whose sign-in ran out tries once more: who has signed in again meanwhile goes on where they were.</summary>
public sealed class SignedInAgainTests
{
    static readonly TimeSpan s_signedIn = TimeSpan.FromSeconds(10);

    string _user = "ada";
    string _session = "first";

    [Fact]
    public async Task After_4401_who_has_signed_in_again_misses_nothing()
    {
        await using var server = await Visitor.StartAsync();
        using var page = await ExpiredAsync(server);
        await server.Groups.SendAsync("room.lobby", new Said("missed"));

        await page.ComeBackAsync();
        await page.ReadUntilShownAsync("missed");
        await page.SettleAsync();

        Assert.Equal("groups", page.Resumed); // what the server ends itself, it does not keep beside them
        Assert.Equal(["one", "missed"], page.Shown);
    }

    [Theory]
    [InlineData("eve", "first")]
    [InlineData("ada", "second")]
    public async Task After_4401_another_sign_in_renders_the_page_again(string user, string session)
    {
        await using var server = await Visitor.StartAsync();
        using var page = await ExpiredAsync(server);
        var token = server.Tokens.Issue(page.Key, page.Socket.User); // what the page shows still

        (_user, _session) = (user, session);
        using var other = await server.ConnectAsync(page.Path, HeadersOf(server));
        await other.SendAsync($$"""["hello",{"v":1,"token":"{{token}}","resume":"{{page.Token}}","positions":{},"seen":2}]""");

        Assert.Equal(CloseCodes.ReRender, await other.CloseAsync());
    }

    async Task<LivePage> ExpiredAsync(SocketServer server)
    {
        var page = await LivePage.OpenAsync(server, headers: list => HeadersOf(server)(list));
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.ReadAcksAsync(1);
        server.Time.Advance(s_signedIn);
        Assert.Equal(CloseCodes.SignInNeeded, await page.Socket.CloseAsync());
        await server.LostAsync();
        return page;
    }

    Action<HeaderList> HeadersOf(SocketServer server) => list => list
        .Add("X-User", _user).Add("X-Sid", _session).Add("X-Expires", (server.Time.GetUtcNow() + s_signedIn).ToString("O"));
}
