using System.Diagnostics;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Tests.Shared;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>One whose spans tests listen to; no other test has it, and these run one after the other.</summary>
sealed class TracedConsumer : LiveGenWebSocketConsumer, IReceive<Say>, IReceive<Shout>, IReceive<Fail>, IHandle<Said>
{
    public const string Room = "room.lobby";

    /// <summary>Hears the traces that callbacks of this consumer begin.</summary>
    public static SpanListener Listen(ActivitySamplingResult roots = ActivitySamplingResult.AllDataAndRecorded) => new(typeof(TracedConsumer), roots);

    public static Task<SocketServer> StartAsync() => SocketServer.StartAsync<TracedConsumer>();

    /// <summary>A page whose consumer has connected: of what came while it did, pages are asked nothing.</summary>
    public static async Task<PageSocket> OpenAsync(SocketServer server)
    {
        var page = await server.OpenAsync();
        await page.SettleAsync();
        return page;
    }

    /// <summary>The next frames of a page.</summary>
    public static async Task<List<string>> ReadAsync(PageSocket page, int frames)
    {
        var read = new List<string>();
        while (read.Count < frames)
            read.Add(await page.ReceiveAsync());
        return read;
    }

    protected override IEnumerable<string> Groups => [Room];

    public ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken)
    {
        SetTitle(message.Text);
        return default;
    }

    public async ValueTask ReceiveAsync(Shout message, CancellationToken cancellationToken) =>
        await GroupSendCommandsAsync(message.Group, Render(() => SetTitle(message.Text)), cancellationToken);

    public async ValueTask ReceiveAsync(Fail message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new InvalidOperationException("not for traces");
    }

    public ValueTask HandleAsync(Said message, CancellationToken cancellationToken)
    {
        SetTitle(message.Text);
        return default;
    }
}
