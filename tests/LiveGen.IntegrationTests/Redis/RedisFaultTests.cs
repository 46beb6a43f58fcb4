using System.Diagnostics;
using LiveGen.Channels;
using LiveGen.Tests.Channels;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Redis goes away, hangs and comes back: errors in time, and messages flow again by themselves.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartNewAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    /// <summary>Both ways of sending fail, and no later than the limit of 1 s allows (with room for a busy machine).</summary>
    static async Task AssertSendsFailInTimeAsync(RedisNode node)
    {
        var watch = Stopwatch.StartNew();
        var failed = await Assert.ThrowsAsync<ChannelLayerException>(() => node.SendAsync("room", "lost"));
        Assert.StartsWith("Could not send to group \"room\": ", failed.Message, StringComparison.Ordinal);
        Assert.Throws<ChannelLayerException>(() => node.Layer.GroupSend("room", default));
        await Assert.ThrowsAsync<ChannelLayerException>(async () => await node.Layer.SendAsync("work", default));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3 * 1 + 20));
    }

    static async Task AssertMessagesFlowAsync(RedisNode from, params RecordingReceiver[] to)
    {
        await from.SendAsync("room", "after");
        foreach (var receiver in to)
            Assert.Equal("after", await receiver.NextAsync());
    }

    /// <summary>A Redis that has forgotten everything: whoever was in a group is told, and joins anew.</summary>
    static async Task AssertLostAndBackAsync(RedisNode node, RecordingReceiver receiver)
    {
        Assert.Equal("lost: room", await receiver.NextAsync());
        await AssertMessagesFlowAsync(node, await node.JoinAsync("room"));
    }

    [Fact]
    public async Task Redis_stopped_and_started_again()
    {
        await using var a = await RedisNode.StartAsync(_server.Configuration, configure: RedisNode.Impatient);
        await using var b = await RedisNode.StartAsync(_server.Configuration, configure: RedisNode.Impatient);
        var (toA, toB) = (await a.JoinAsync("room"), await b.JoinAsync("room"));

        var losses = Task.WhenAll(a.NextLoss, b.NextLoss);
        await _server.StopAsync();
        await losses;
        await AssertSendsFailInTimeAsync(a);

        await _server.StartAsync();
        await Task.WhenAll(a.Live, b.Live);
        await AssertLostAndBackAsync(a, toA);
        await AssertLostAndBackAsync(b, toB);
    }

    [Fact]
    public async Task Redis_crashes_and_comes_back_twice()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration);
        for (var i = 0; i < 2; i++)
        {
            var receiver = await node.JoinAsync("room");
            var loss = node.NextLoss;
            await _server.KillAsync();
            await loss;
            await _server.StartAsync();
            await node.Live;
            await AssertLostAndBackAsync(node, receiver);
        }
    }

    [Fact]
    public async Task Subscribers_connections_killed_again_and_again()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration);
        var receiver = await node.JoinAsync("room");
        for (var i = 0; i < 10; i++)
        {
            // No loss is waited for: StackExchange.Redis does not tell of one that comes before it has got over the last.
            await _server.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
            await AssertMessagesFlowAsync(node, receiver);
        }
    }

    [Fact]
    public async Task All_connections_killed()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration);
        var receiver = await node.JoinAsync("room");
        var loss = node.NextLoss;
        await _server.CommandAsync("CLIENT", "KILL", "TYPE", "normal");
        await _server.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await loss;
        await node.Live;
        await AssertMessagesFlowAsync(node, receiver);
    }

    [Fact]
    public async Task A_subscription_lost_without_a_sign_is_found_by_the_canary()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration, configure: RedisNode.Impatient);
        var receiver = await node.JoinAsync("room");

        var loss = node.NextLoss;
        await node.Layer.Bus.Subscription.Multiplexer!.GetSubscriber().UnsubscribeAllAsync();
        await loss;
        await node.LoggedAsync("ReplacingConnection", "bus");

        await node.Live;
        await AssertMessagesFlowAsync(node, receiver);
    }

    /// <summary>The counter-test: the library alone does not find it, so the canary is what the test above sees.</summary>
    [Fact]
    public async Task Without_the_canary_a_subscription_that_is_lost_stays_lost()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration, configure: options =>
            options.ProbeInterval = options.ProbeTimeout = TimeSpan.FromHours(1));
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "heard");
        Assert.Equal("heard", await receiver.NextAsync());

        await node.Layer.Bus.Subscription.Multiplexer!.GetSubscriber().UnsubscribeAllAsync();
        await node.SendAsync("room", "not heard"); // answered, so it has been published: to nobody

        Assert.Empty(receiver.Drain());
        Assert.Null(node.Layer.Trouble);
    }

    [Fact]
    public async Task Redis_hangs()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration, configure: RedisNode.Impatient);
        var receiver = await node.JoinAsync("room");

        var loss = node.NextLoss;
        _server.Pause();
        await AssertSendsFailInTimeAsync(node);
        await loss;
        await node.LoggedAsync("ReplacingConnection", "command"); // Long enough that the connection counts as stuck.

        _server.Continue();
        await node.Live;
        await node.SendAsync("room", "after");
        while (await receiver.NextAsync() is var text && text != "after")
            Assert.True(text is "lost" or "", $"Nobody sent \"{text}\"."); // "It may have been done all the same."
    }

    [Fact]
    public async Task Redis_is_not_there_yet_when_the_application_starts()
    {
        await _server.StopAsync();
        await using var node = RedisNode.Create(_server.Configuration, configure: RedisNode.Impatient);
        await node.Layer.StartAsync().WaitAsync(RecordingReceiver.Patience);
        await node.LoggedAsync("StartedWithoutRedis", "does not answer");
        var receiver = await node.JoinAsync("room");
        await AssertSendsFailInTimeAsync(node);

        await _server.StartAsync();
        await node.Live;
        await AssertLostAndBackAsync(node, receiver); // nobody knows what it missed
    }

    [Fact]
    public async Task A_send_to_a_Redis_that_hangs_times_out_and_too_many_that_wait_fail_at_once()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration, configure: options =>
            (options.MaxPendingSends, options.OperationTimeout, options.ProbeInterval, options.ProbeTimeout) =
                (2, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));
        _server.Pause();
        var waiting = new[] { node.SendAsync("room", "1"), node.SendAsync("room", "2") };

        var refused = await Assert.ThrowsAsync<ChannelLayerException>(() => node.SendAsync("room", "3"));

        Assert.Contains("2 sends wait for Redis", refused.Message, StringComparison.Ordinal);
        foreach (var task in waiting)
        {
            var late = await Assert.ThrowsAsync<ChannelLayerException>(() => task);
            Assert.Contains("did not answer within 1 s", late.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cancelled_send_is_cancelled()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration, configure: RedisNode.Impatient);
        _server.Pause();
        using var cancel = new CancellationTokenSource();
        var sending = node.Layer.GroupSendAsync("room", default, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_worker_waits_out_a_restart()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration);
        var receiving = node.Layer.ReceiveAsync("work", default).AsTask();
        var loss = node.NextLoss;
        await _server.KillAsync();
        await loss;
        await _server.StartAsync();
        await node.Live;
        await node.Layer.SendAsync("work", "x"u8.ToArray());
        Assert.Equal("x"u8.ToArray(), (await receiving.WaitAsync(RecordingReceiver.Patience)).ToArray());
    }

    [Fact]
    public async Task A_work_message_whose_answer_came_too_late_is_not_lost()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration, configure: options =>
            (options.OperationTimeout, options.ProbeTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))); // The connection stays, so the answer does come.
        await node.Layer.SendAsync("work", "x"u8.ToArray());
        _server.Pause();
        var receiving = node.Layer.ReceiveAsync("work", default).AsTask();
        await node.LoggedAsync("QueueUnreadable", "work");
        _server.Continue();
        Assert.Equal("x"u8.ToArray(), (await receiving.WaitAsync(RecordingReceiver.Patience)).ToArray());
    }
}
