using LiveGen.Templates;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class SlowReaderTests
{
    [Fact]
    public async Task A_reader_that_does_not_read_is_cut_off_and_the_others_get_everything()
    {
        const int Messages = 600;
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var slow = await RawSocket.OpenAsync(server.Address);
        using var quick = await server.OpenAsync();
        var text = new string('x', 16 * 1024);

        // Ten MB: more than what the kernel takes for the slow one plus its queue of one MiB.
        for (var i = 0; i < Messages; i++)
        {
            await server.Groups.SendCommandsAsync("everyone", Live.Render(() => Alert($"{i} {text}")));
            Assert.StartsWith($$"""["commands",[["alert","{{i}} x""", await quick.ReceiveAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("disconnected 4413 after 0", await server.Ledger.NextAsync());
        Assert.True(await slow.IsCutAsync());
        Assert.Contains("its reader is too slow", Assert.Single(server.Log.Of(102)), StringComparison.Ordinal);
        await quick.SettleAsync();
    }

    [Fact]
    public async Task A_frame_that_does_not_leave_in_time_cuts_its_reader_off()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>(o => o.MaxQueuedBytes = 64 * 1024 * 1024);
        using var slow = await RawSocket.OpenAsync(server.Address);

        await server.Groups.SendCommandsAsync("everyone", Live.Render(() => Alert(new string('x', 12 * 1024 * 1024))));
        server.Time.Advance(new LiveGenOptions().SendTimeout + TimeSpan.FromSeconds(1));

        Assert.Equal("disconnected 4413 after 0", await server.Ledger.NextAsync());
        Assert.True(await slow.IsCutAsync());
    }
}
