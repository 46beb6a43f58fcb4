using System.Globalization;
using LiveGen.Faults.Network;
using LiveGen.Tests.Channels;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Two real servers, one a replica of the other, behind one address that goes from the first to the second.</summary>
public sealed class RedisFailoverTests : IAsyncLifetime
{
    RedisServer _first = null!;
    RedisServer _second = null!;
    FaultProxy _address = null!;

    public async Task InitializeAsync()
    {
        (_first, _second) = (await RedisServer.StartNewAsync(), await RedisServer.StartNewAsync());
        _address = new FaultProxy(_first.Port);
        await FollowAsync(_second, _first);
    }

    public async Task DisposeAsync()
    {
        await _address.DisposeAsync();
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    Task<RedisNode> StartNodeAsync() => RedisNode.StartAsync(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_address.Port}"));

    [Fact]
    public async Task A_replica_that_has_everything_takes_over_after_a_crash()
    {
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var (toA, toB) = (await a.JoinAsync("room"), await b.JoinAsync("room"));
        await a.SendAsync("room", "1");
        Assert.Equal(("1", "1"), (await toA.NextAsync(), await toB.NextAsync()));
        var left = a.Layer.Position;
        await CaughtUpAsync();

        var losses = Task.WhenAll(a.NextLoss, b.NextLoss);
        await _first.KillAsync();
        await losses;
        await _second.CommandAsync("REPLICAOF", "NO", "ONE");
        _address.Servers = [_second.Port];
        await Task.WhenAll(a.Live, b.Live);

        await AssertBegunAnewAsync(a, toA);
        await AssertBegunAnewAsync(b, toB);
        Assert.NotEqual(left.Epoch, a.Layer.Position.Epoch);
        Assert.Null(await a.JoinAsync("room", left));
    }

    [Fact]
    public async Task A_replica_that_lacks_the_latest_messages_deafens_nobody_and_passes_none_of_its_numbers_off_as_theirs()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "1");
        await CaughtUpAsync();
        await _second.CommandAsync("REPLICAOF", "NO", "ONE");
        for (var i = 2; i <= 4; i++)
            await node.SendAsync("room", $"{i}");
        Assert.Equal(["1", "2", "3", "4"], await receiver.NextAsync(4));
        var left = node.Layer.Position;

        var loss = node.NextLoss;
        _address.Servers = [_second.Port];
        _address.Reset();
        await loss;
        await node.Live;

        await AssertBegunAnewAsync(node, receiver);
        Assert.Null(await node.JoinAsync("room", left));
    }

    [Fact]
    public async Task Connections_that_stay_with_a_server_that_has_become_a_replica_are_given_up()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "1");
        Assert.Equal("1", await receiver.NextAsync());
        await CaughtUpAsync();

        var loss = node.NextLoss;
        await _second.CommandAsync("REPLICAOF", "NO", "ONE");
        _address.Servers = [_second.Port]; // for new connections: nobody ends those that are open
        await FollowAsync(_first, _second);
        await loss;
        await node.Live;

        await AssertBegunAnewAsync(node, receiver);
        await node.LoggedAsync("ServerReadOnly");
    }

    static async Task AssertBegunAnewAsync(RedisNode node, RecordingReceiver receiver)
    {
        Assert.Equal("lost: room", await receiver.NextAsync());
        var again = await node.JoinAsync("room");
        await node.SendAsync("room", "after");
        Assert.Equal("after", await again.NextAsync());
    }

    static async Task FollowAsync(RedisServer replica, RedisServer server)
    {
        await replica.CommandAsync("REPLICAOF", "127.0.0.1", server.Port.ToString(CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(RecordingReceiver.Patience);
        while (await InfoAsync(replica, "master_link_status") != "up")
            patience.Token.ThrowIfCancellationRequested();
    }

    // What the first has taken until now, the second has too.
    async Task CaughtUpAsync()
    {
        var written = long.Parse(await InfoAsync(_first, "master_repl_offset"), CultureInfo.InvariantCulture);
        using var patience = new CancellationTokenSource(RecordingReceiver.Patience);
        while (long.Parse(await InfoAsync(_second, "slave_repl_offset"), CultureInfo.InvariantCulture) < written)
            patience.Token.ThrowIfCancellationRequested();
    }

    static Task<string> InfoAsync(RedisServer server, string field) => server.CommandAsync(
        "EVAL", "return {ok = string.match(redis.call('INFO', 'replication'), ARGV[1] .. ':(%w+)')}", "0", field);
}
