using System.Text;
using System.Threading.Channels;
using LiveGen.Redis;
using LiveGen.Tests.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace LiveGen.Tests.Redis;

public sealed class BusPumpTests
{
    readonly Channel<string> _delivered = Channel.CreateUnbounded<string>();

    static byte[] Message(string name, int number, int bytes = 0) =>
        Encoding.UTF8.GetBytes($"lg1 group {name} n={number}\n{new string('x', bytes)}");

    async Task<string> NextAsync() => await _delivered.Reader.ReadAsync().AsTask().WaitAsync(RecordingReceiver.Patience);

    [Fact]
    public async Task A_delivery_that_throws_does_not_stop_the_next()
    {
        await using var pump = new BusPump(new RedisChannelLayerOptions(), TimeProvider.System, NullLogger.Instance, message =>
        {
            if (message.Name == "bad")
                throw new InvalidOperationException("on purpose");
            _delivered.Writer.TryWrite(message.Name);
        });
        pump.Add(Message("bad", 1));
        pump.Add(Message("good", 2));
        Assert.Equal("good", await NextAsync());
    }

    [Fact]
    public async Task A_message_that_waits_for_a_lost_one_is_delivered_after_a_moment()
    {
        await using var pump = new BusPump(new RedisChannelLayerOptions(), TimeProvider.System, NullLogger.Instance,
            message => _delivered.Writer.TryWrite(message.Name));
        pump.Add(Message("a", 1));
        pump.Add(Message("c", 3));
        Assert.Equal("a", await NextAsync());
        Assert.Equal("c", await NextAsync());
    }

    [Theory]
    [InlineData(3, 1_000_000)] // Three messages, or the bytes of three.
    [InlineData(1_000, 400)]
    public async Task What_does_not_fit_is_dropped_and_never_blocks(int messages, int bytes)
    {
        using var go = new SemaphoreSlim(0);
        var options = new RedisChannelLayerOptions { MaxQueuedMessages = messages, MaxQueuedBytes = bytes };
        await using var pump = new BusPump(options, TimeProvider.System, NullLogger.Instance, message =>
        {
            _delivered.Writer.TryWrite(message.Name);
            go.Wait(RecordingReceiver.Patience);
        });
        pump.Add(Message("first", 1, 100));
        Assert.Equal("first", await NextAsync()); // The pump is in its delivery now: the queue is empty.

        for (var i = 2; i <= 10; i++)
            pump.Add(Message($"m{i}", i, 100));
        go.Release(100);

        Assert.Equal(["m2", "m3", "m4"], [await NextAsync(), await NextAsync(), await NextAsync()]);
        pump.Add(Message("after", 11, 100));
        Assert.Equal("after", await NextAsync());
    }
}
