using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class AuthorizationTests
{
    static Task<SocketServer> StartAsync(Permissions permissions, Action<WebApplication>? map = null) => SocketServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapConsumer<EchoConsumer>("/ws/{room}").RequireAuthorization("chat.write");
            map?.Invoke(app);
            app.MapGroup("/group").RequireAuthorization("chat.write").MapConsumer<EchoConsumer>("/ws/{room}");
        },
        build: builder =>
        {
            builder.Services.AddSingleton(permissions);
            builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
            builder.Services.AddAuthorizationBuilder().AddPolicy("chat.write", policy =>
                policy.RequireAuthenticatedUser().RequireAssertion(c => permissions.Has(c.User.Identity!.Name!)));
        });

    [Theory]
    [InlineData("/ws/lobby")]
    [InlineData("/group/ws/lobby")]
    public async Task Statement_03_the_handshake_needs_a_user_with_the_permission(string path)
    {
        await using var server = await StartAsync(new Permissions("ada"));

        Assert.Equal(401, (await Assert.ThrowsAsync<HandshakeRefusedException>(() => server.ConnectAsync(path))).Status);
        Assert.Equal(403, (await Assert.ThrowsAsync<HandshakeRefusedException>(() => server.ConnectAsync(path, As("eve")))).Status);
        Assert.Empty(server.Log.Of(100)); // no consumer was made, so none has ended
        using var page = await server.OpenAsync(path, As("ada"));
    }

    [Theory]
    [InlineData("/ws/lobby")]
    [InlineData("/group/ws/lobby")]
    public async Task Statement_04_a_permission_taken_away_ends_the_socket_at_the_next_callback_before_any_code(string path)
    {
        var permissions = new Permissions("ada", "bob");
        await using var server = await StartAsync(permissions);
        using var ada = await server.OpenAsync(path, As("ada"));
        using var bob = await server.OpenAsync(path, As("bob"));
        await Until.SoAsync(() => GroupsOf(server) == 3, "the process has joined its own group"); // no handshake waits for that
        await ada.CallAsync("""["callback",1,"Add",[1]]""");
        Assert.Equal("""["commands",[["livegen.title","2"]]]""", await ada.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await ada.ReceiveAsync());

        permissions.Remove("ada");
        await ada.CallAsync("""["callback",2,"Shout",["everyone","from the past"]]""");

        Assert.Equal("""["ack",2,{"status":"denied"}]""", await ada.ReceiveAsync());
        Assert.Equal("""["commands",[["alert","Permission denied."]]]""", await ada.ReceiveAsync());
        Assert.Equal(CloseCodes.Denied, await ada.CloseAsync());
        Assert.Equal("disconnected 4403 after 2", await server.Ledger.NextAsync());
        await bob.SettleAsync();
        await bob.CallAsync("""["callback",1,"Shout",["everyone","without ada"]]""");
        Assert.Equal("""["commands",[["livegen.title","without ada"]]]""", await bob.ReceiveAsync());
        Assert.Equal(3, GroupsOf(server)); // bob's, and the processes' own
        Assert.Single(server.Log.Of(108));
    }

    [Authorize(Roles = "admin")]
    sealed class Admin : LiveGenWebSocketConsumer;

    [AllowAnonymous]
    sealed class Public : LiveGenWebSocketConsumer;

    [Fact]
    public async Task Attributes_on_the_consumer_count_with_what_stands_behind_the_route()
    {
        await using var server = await StartAsync(new Permissions("ada", "eve"), app =>
        {
            app.MapConsumer<Admin>("/admin").RequireAuthorization("chat.write");
            app.MapConsumer<Admin>("/declared");
            app.MapConsumer<Public>("/public");
        });

        foreach (var path in new[] { "/admin", "/declared" })
        {
            Assert.Equal(403, (await Assert.ThrowsAsync<HandshakeRefusedException>(() => server.ConnectAsync(path, As("eve")))).Status);
            using var admin = await server.OpenAsync(path, h => h.Add("X-User", "ada").Add("X-Role", "admin"));
        }
        using var anyone = await server.OpenAsync("/public");
    }

    [Fact]
    public async Task An_endpoint_that_declares_nothing_stops_the_application()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SocketServer.StartAsync(app =>
        {
            app.MapConsumer<EchoConsumer>("/ws/{room}");
            app.MapConsumer<EchoConsumer>("/other");
            app.MapConsumer<EchoConsumer>("/open").AllowAnonymous();
        }));

        Assert.Equal(
            "2 LiveGen endpoints do not declare who may use them, so the application does not start. Write one of " +
            ".RequireAuthorization(\"a policy\") and .AllowAnonymous() behind each:\n" +
            "  app.MapConsumer<EchoConsumer>(\"/ws/{room}\").RequireAuthorization(\"…\");\n" +
            "  app.MapConsumer<EchoConsumer>(\"/other\").RequireAuthorization(\"…\");", error.Message);
    }

    [Fact]
    public void Without_AddLiveGen_mapping_says_what_to_add()
    {
        var app = WebApplication.Create();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapConsumer<EchoConsumer>("/ws"));

        Assert.Equal("MapConsumer<EchoConsumer>(\"/ws\") needs LiveGen's services. " +
            "Add builder.Services.AddLiveGen(); before builder.Build().", error.Message);
    }

    static int GroupsOf(SocketServer server) => ((InMemoryChannelLayer)server.Layer).Local.GroupCount;

    static Action<HeaderList> As(string user) => headers => headers.Add("X-User", user);

    sealed class Permissions(params string[] users)
    {
        readonly HashSet<string> _users = [.. users];

        public bool Has(string user)
        {
            lock (_users)
                return _users.Contains(user);
        }

        public void Remove(string user)
        {
            lock (_users)
                _users.Remove(user);
        }
    }
}
