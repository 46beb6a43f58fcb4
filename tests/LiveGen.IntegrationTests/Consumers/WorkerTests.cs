using LiveGen.Channels;
using LiveGen.Consumers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class WorkerTests
{
    public sealed record MakeThumbnail(int Dam);

    sealed class Thumbnails(Ledger ledger) : ChannelWorker, IHandle<MakeThumbnail>, IDisposable
    {
        int _handled;

        public ValueTask HandleAsync(MakeThumbnail message, CancellationToken cancellationToken)
        {
            if (message.Dam < 0)
                throw new InvalidOperationException("no such dam");
            ledger.Add($"{Queue} {message.Dam} {++_handled}");
            return default;
        }

        public void Dispose() => ledger.Add("disposed");
    }

    static Task<SocketServer> StartAsync() =>
        SocketServer.StartAsync(_ => { }, build: b => b.Services.AddLiveGen().AddWorker<Thumbnails>("thumbnails"));

    [Fact]
    public async Task Each_event_gets_its_own_worker_once()
    {
        await using var server = await StartAsync();
        var channels = server.App.Services.GetRequiredService<IChannelLayer>();

        await channels.SendAsync("thumbnails", new MakeThumbnail(1));
        await channels.SendAsync("thumbnails", new MakeThumbnail(2));

        Assert.Equal("thumbnails 1 1", await server.Ledger.NextAsync());
        Assert.Equal("disposed", await server.Ledger.NextAsync());
        Assert.Equal("thumbnails 2 1", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task What_fails_or_is_not_understood_is_logged_and_the_worker_goes_on()
    {
        await using var server = await StartAsync();
        var channels = server.App.Services.GetRequiredService<IChannelLayer>();

        await channels.SendAsync("thumbnails", new MakeThumbnail(-1));
        await channels.SendAsync("thumbnails", new Said("hm"));
        await channels.SendAsync("thumbnails", "nonsense"u8.ToArray().AsMemory());
        await channels.SendAsync("thumbnails", "EMakeThumbnail\n{\"dam\":\"many\"}"u8.ToArray().AsMemory());
        await channels.SendAsync("thumbnails", new MakeThumbnail(3));

        Assert.Equal("disposed", await server.Ledger.NextAsync());
        Assert.Equal("disposed", await server.Ledger.NextAsync());
        Assert.Equal("thumbnails 3 1", await server.Ledger.NextAsync());
        Assert.Equal(2, server.Log.Of(113).Count());
        Assert.Contains("has no IHandle for the event Said; dropped. It takes MakeThumbnail.", Assert.Single(server.Log.Of(114)), StringComparison.Ordinal);
        Assert.Single(server.Log.Of(109));
    }

    [Fact]
    public async Task A_queue_s_name_is_checked_when_it_is_registered() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            SocketServer.StartAsync(_ => { }, build: b => b.Services.AddLiveGen().AddWorker<Thumbnails>("thumb nails")));
}
