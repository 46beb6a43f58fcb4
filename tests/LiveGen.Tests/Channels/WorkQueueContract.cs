using System.Globalization;
using System.Text;
using LiveGen.Channels;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>What every channel layer does, the last part: work queues.</summary>
public abstract class WorkQueueContract : ChannelNamesContract
{
    static async Task<string> ReceiveAsync(IChannelLayer layer, string queue, CancellationToken cancellationToken = default) =>
        Encoding.UTF8.GetString((await layer.ReceiveAsync(queue, cancellationToken).AsTask()
            .WaitAsync(RecordingReceiver.Patience, CancellationToken.None)).Span);

    [Fact]
    public async Task A_work_queue_keeps_its_order_and_waits_for_a_receiver()
    {
        var layer = await CreateAsync();
        for (var i = 0; i < 3; i++)
            await layer.SendAsync("work", Bytes(i.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal("0", await ReceiveAsync(layer, "work"));
        Assert.Equal("1", await ReceiveAsync(layer, "work"));
        Assert.Equal("2", await ReceiveAsync(layer, "work"));
    }

    [Fact]
    public async Task A_waiting_receiver_gets_the_message_sent_later()
    {
        var layer = await CreateAsync();
        var waiting = ReceiveAsync(layer, "work");
        Assert.False(waiting.IsCompleted);
        await layer.SendAsync("work", Bytes("late"));
        Assert.Equal("late", await waiting);
    }

    [Fact]
    public async Task Each_message_goes_to_exactly_one_receiver()
    {
        const int messages = 60;
        var layer = await CreateAsync();
        using var room = new SemaphoreSlim(WorkQueueCapacity);
        var receivers = Enumerable.Range(0, 4).Select(r => Task.Run(async () =>
        {
            var got = new List<string>();
            while (true)
            {
                var text = await ReceiveAsync(layer, "work");
                room.Release();
                if (text == "stop")
                    return got;
                got.Add(text);
            }
        })).ToList();

        for (var i = 0; i < messages + receivers.Count; i++)
        {
            Assert.True(await room.WaitAsync(RecordingReceiver.Patience));
            await layer.SendAsync("work", Bytes(i < messages ? i.ToString("D3", CultureInfo.InvariantCulture) : "stop"));
        }

        var all = (await Task.WhenAll(receivers)).SelectMany(got => got).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, messages).Select(i => i.ToString("D3", CultureInfo.InvariantCulture)), all);
    }

    [Fact]
    public async Task A_full_work_queue_refuses_the_next_message_and_says_so()
    {
        var layer = await CreateAsync();
        for (var i = 0; i < WorkQueueCapacity; i++)
            await layer.SendAsync("work", Bytes(i.ToString(CultureInfo.InvariantCulture)));

        var full = await Assert.ThrowsAsync<ChannelLayerException>(async () => await layer.SendAsync("work", Bytes("more")));
        Assert.StartsWith($"Work queue \"work\" is full: it holds {WorkQueueCapacity} messages already", full.Message,
            StringComparison.Ordinal);
        await layer.SendAsync("another", Bytes("has room"));

        Assert.Equal("0", await ReceiveAsync(layer, "work"));
        await layer.SendAsync("work", Bytes("fits again"));
    }

    [Fact]
    public async Task A_cancelled_receiver_takes_nothing()
    {
        var layer = await CreateAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = ReceiveAsync(layer, "work", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await layer.SendAsync("work", Bytes("still there"));
        Assert.Equal("still there", await ReceiveAsync(layer, "work"));
    }

    [Fact]
    public async Task A_sockets_channel_is_no_work_queue()
    {
        var layer = await CreateAsync();
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            async () => await layer.ReceiveAsync(layer.NewChannelName(), default));
        Assert.Contains("A work queue has a name that does not begin with \"ws.\"", refused.Message, StringComparison.Ordinal);
    }
}
