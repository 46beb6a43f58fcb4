using LiveGen.Consumers;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>The last things of a socket: what is sent before it closes, and that its end is complete.</summary>
public sealed class EndingTests
{
    sealed class LeavingConsumer(Ledger ledger) : LiveGenWebSocketConsumer, IReceive<Say>, IReceive<Fail>, IHandle<Said>
    {
        protected override IEnumerable<string> Groups => ["leaving"];

        protected override async ValueTask OnConnectedAsync()
        {
            if (!Query.ContainsKey("full"))
                return;
            Alert("full");
            await CloseAsync(4501, "full");
        }

        public async ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken)
        {
            Alert(message.Text);
            await CloseAsync(4500, "bye");
            await CloseAsync(4502, "the first counts");
        }

        public ValueTask ReceiveAsync(Fail message, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => throw new InvalidOperationException(message.How));
            return default;
        }

        public async ValueTask HandleAsync(Said message, CancellationToken cancellationToken)
        {
            await CloseAsync(4500);
            Alert(message.Text);
        }

        protected override async ValueTask SendPermissionDeniedAsync()
        {
            await Task.Yield();
            Alert("Your key is worn out.");
        }

        protected override ValueTask OnDisconnectedAsync(int? closeCode)
        {
            ledger.Add($"disconnected {closeCode?.ToString() ?? "none"}");
            return default;
        }
    }

    [Fact]
    public async Task A_callback_that_closes_sends_its_verbs_and_its_ack_first()
    {
        await using var server = await SocketServer.StartAsync<LeavingConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Say",["bye"]]""");

        Assert.Equal("""["commands",[["alert","bye"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        Assert.Equal(4500, await page.CloseAsync());
        Assert.Equal("disconnected 4500", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task An_event_that_closes_sends_its_verbs_first()
    {
        await using var server = await SocketServer.StartAsync<LeavingConsumer>();
        using var page = await server.OpenAsync();

        await server.Groups.SendAsync("leaving", new Said("bye"));

        Assert.Equal("""["commands",[["alert","bye"]]]""", await page.ReceiveAsync());
        Assert.Equal(4500, await page.CloseAsync());
    }

    [Fact]
    public async Task OnConnected_that_closes_sends_its_verbs_first()
    {
        await using var server = await SocketServer.StartAsync<LeavingConsumer>();
        using var page = await server.OpenAsync("/ws/lobby?full=1");

        Assert.Equal("""["commands",[["alert","full"]]]""", await page.ReceiveAsync());
        Assert.Equal(4501, await page.CloseAsync());
    }

    [Fact]
    public async Task Verbs_of_the_last_commands_without_permission_are_sent_before_4403()
    {
        await using var server = await SocketServer.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseAuthorization();
                app.MapConsumer<LeavingConsumer>("/ws/{room}").RequireAuthorization("handshake only");
            },
            build: builder => builder.Services.AddAuthorizationBuilder().AddPolicy("handshake only", policy => policy
                .RequireAssertion(c => (c.Resource as Microsoft.AspNetCore.Http.HttpContext)!.Items.TryAdd("used", true))));
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Say",["x"]]""");

        Assert.Equal("""["ack",1,{"status":"denied"}]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["alert","Your key is worn out."]]]""", await page.ReceiveAsync());
        Assert.Equal(CloseCodes.Denied, await page.CloseAsync());
    }

    [Fact]
    public async Task What_throws_when_the_token_is_cancelled_is_logged_and_the_end_is_complete()
    {
        await using var server = await SocketServer.StartAsync<LeavingConsumer>();
        using var page = await server.OpenAsync();
        await page.CallAsync("""["callback",1,"Fail",["registered on the token"]]""");
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());

        await page.LeaveAsync();

        Assert.Equal("disconnected 1000", await server.Ledger.NextAsync());
        Assert.Contains("registered on the token", Assert.Single(server.Log.Of(117)), StringComparison.Ordinal);
        await server.App.StopAsync();
        Assert.Equal(0, server.App.Services.GetRequiredService<OpenSockets>().Count);
    }
}
