using System.Text;
using LiveGen.Consumers;
using LiveGen.Templates;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>A group's frames go past the sockets of Kestrel, one array for all pages (decision 025).</summary>
public sealed class SharedFrameTests
{
    const byte Ping = 0x89;
    const byte Pong = 0x8A;

    sealed class WayConsumer(Ledger ledger) : LiveGenWebSocketConsumer
    {
        protected override ValueTask OnConnectedAsync()
        {
            ledger.Add(SocketTransport.Of(HttpContext) is null ? "through the socket" : "past the socket");
            return default;
        }
    }

    [Fact]
    public async Task Kestrel_s_sockets_are_written_past()
    {
        await using var server = await SocketServer.StartAsync<WayConsumer>();
        using var page = await server.OpenAsync();

        Assert.Equal("past the socket", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task Behind_the_application_s_own_UseWebSockets_they_go_through_the_socket()
    {
        await using var server = await SocketServer.StartAsync(app =>
        {
            app.UseRouting();
            app.UseWebSockets();
            app.MapConsumer<EchoConsumer>("/ws/{room}").AllowAnonymous();
        });
        using var page = await server.OpenAsync();

        await server.Groups.SendCommandsAsync("everyone", Live.Render(() => Alert("to all")));

        Assert.StartsWith("""["commands",[["alert","to all"]]""", await page.ReceiveAsync(), StringComparison.Ordinal);
        await page.SettleAsync();
    }

    [Fact]
    public async Task Pongs_stand_between_a_group_s_frames_and_never_in_one()
    {
        const int Each = 400;
        var text = new string('x', 20_000); // together 8 MB: more than the kernel takes for one who does not read
        await using var server = await SocketServer.StartAsync<EchoConsumer>(o => (o.MaxQueuedFrames, o.MaxQueuedBytes) = (Each, 64 * 1024 * 1024));
        using var raw = await RawSocket.OpenAsync(server.Address);

        for (var i = 0; i < Each; i++)
        {
            await server.Groups.SendCommandsAsync("everyone", Live.Render(() => Alert($"{i} {text}")));
            await raw.SendAsync(Ping, [(byte)i]);
        }

        var (frames, pongs) = (0, 0);
        while (frames < Each || pongs < Each)
        {
            var (first, payload) = await raw.ReceiveAsync();
            if (first == Pong)
                Assert.Equal([(byte)pongs++], payload);
            else
                Assert.StartsWith($$"""["commands",[["alert","{{frames++}} x""", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        }
    }
}
