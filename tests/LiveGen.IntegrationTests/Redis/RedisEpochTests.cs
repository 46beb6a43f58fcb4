using LiveGen.Channels;
using LiveGen.Tests.Channels;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>A Redis that has forgotten, in all ways that it can: nobody goes on as if nothing had happened.</summary>
public sealed class RedisEpochTests : IAsyncLifetime
{
    RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartNewAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    Task<RedisNode> StartNodeAsync() => RedisNode.StartAsync(_server.Configuration);

    [Fact]
    public async Task A_Redis_that_comes_back_from_an_old_state_makes_everyone_begin_anew()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "1");
        await _server.CommandAsync("SAVE");
        for (var i = 2; i <= 4; i++)
            await node.SendAsync("room", $"{i}");
        Assert.Equal(["1", "2", "3", "4"], await receiver.NextAsync(4));
        var left = node.Layer.Position;

        await RestartAsync(node, _server.KillAsync);
        var sent = node.SendAsync("room", "5"); // with a number that 2 had before

        Assert.Equal("lost: room", await receiver.NextAsync());
        await sent;
        Assert.NotEqual(left.Epoch, node.Layer.Position.Epoch);
        Assert.Null(await node.JoinAsync("room", left));
        await node.FlushAsync(); // who joins before 5 is heard, gets it
        var again = await node.JoinAsync("room");
        await node.SendAsync("room", "6");
        Assert.Equal("6", await again.NextAsync());
    }

    [Fact]
    public async Task A_Redis_that_wrote_everything_down_begins_anew_after_a_crash_and_has_lost_and_doubled_nothing()
    {
        await using var server = await RedisServer.StartNewAsync(appendOnly: true);
        await using var node = await RedisNode.StartAsync(server.Configuration);
        var receiver = await node.JoinAsync("room");
        for (var i = 1; i <= 3; i++)
            await node.SendAsync("room", $"{i}");
        await node.Layer.SendAsync("work", "to do"u8.ToArray());
        Assert.Equal(["1", "2", "3"], await receiver.NextAsync(3));
        await node.FlushAsync();
        var left = node.Layer.Position;

        var loss = node.NextLoss;
        await server.KillAsync();
        await loss;
        await server.StartAsync();
        await node.Live;

        Assert.Equal("lost: room", await receiver.NextAsync()); // what was on its way when it crashed, nobody can vouch for
        Assert.NotEqual(left.Epoch, node.Layer.Position.Epoch);
        Assert.True(node.Layer.Position.Number > left.Number);
        Assert.Null(await node.JoinAsync("room", left));
        var again = await node.JoinAsync("room");
        await node.SendAsync("room", "4");
        Assert.Equal("4", await again.NextAsync());
        Assert.All(receiver.Drain(), text => Assert.StartsWith("lost: ", text, StringComparison.Ordinal)); // its own channel, too
        Assert.Equal("to do"u8.ToArray(), (await node.Layer.ReceiveAsync("work", default).AsTask().WaitAsync(RecordingReceiver.Patience)).ToArray());
    }

    [Fact]
    public async Task A_Redis_that_was_flushed_makes_everyone_begin_anew()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        var (channel, direct) = (node.Layer.NewChannelName(), new RecordingReceiver());
        node.Layer.Open(channel, direct);
        await node.SendAsync("room", "1");
        Assert.Equal("1", await receiver.NextAsync());
        var left = node.Layer.Position;

        await _server.CommandAsync("FLUSHALL");
        await node.SendAsync("room", "2");

        Assert.Equal("lost: room", await receiver.NextAsync());
        Assert.Equal("lost: " + channel, await direct.NextAsync());
        Assert.Null(await node.JoinAsync("room", left));
        await node.Layer.SendAsync(channel, "direct"u8.ToArray());
        Assert.Equal("direct", await direct.NextAsync());
    }

    [Theory]
    [InlineData(":n")]
    [InlineData(":e")]
    public async Task A_counter_or_an_epoch_that_is_gone_makes_everyone_begin_anew(string key)
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "1");
        Assert.Equal("1", await receiver.NextAsync());

        await _server.CommandAsync("DEL", "lg" + key);
        if (key == ":n")
            await node.Layer.SendAsync("work", "takes the first number"u8.ToArray());

        Assert.Equal("lost: room", await receiver.NextAsync()); // at the latest with the next probe
    }

    [Fact]
    public async Task A_Redis_that_evicts_keys_cannot_vouch_for_groups_that_it_does_not_know()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "1");
        Assert.Equal("1", await receiver.NextAsync());
        var left = node.Layer.Position;

        await _server.CommandAsync("CONFIG", "SET", "maxmemory-policy", "volatile-random");
        await _server.CommandAsync("CONFIG", "SET", "maxmemory", "1"); // everything with a time to live goes
        await Assert.ThrowsAsync<ChannelLayerException>(() => node.SendAsync("room", "refused: out of memory"));
        await _server.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        Assert.Equal("0", await _server.CommandAsync("EXISTS", "lg:p:room"));
        await using var other = await StartNodeAsync();
        Assert.Null(await other.JoinAsync("room", left));
        await node.SendAsync("room", "2");

        Assert.Equal("lost: room", await receiver.NextAsync());
    }

    async Task RestartAsync(RedisNode node, Func<Task> end)
    {
        var loss = node.NextLoss;
        await end();
        await loss;
        await _server.StartAsync();
        await node.Live;
    }
}
