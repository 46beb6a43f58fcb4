using System.Globalization;
using LiveGen.Channels;
using LiveGen.Tests.Channels;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Redis and the connections to it fail in all ways: nothing is missing in silence, nothing comes twice.</summary>
public sealed class RedisGapTests : IAsyncLifetime
{
    RedisServer _server = null!;
    int _swallowed;

    public async Task InitializeAsync() => _server = await RedisServer.StartNewAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    Task<RedisNode> StartNodeAsync(LiveGenOptions? limits = null) => RedisNode.StartAsync(_server.Configuration, limits: limits);

    static string Text(int i) => i.ToString("D6", CultureInfo.InvariantCulture);

    static IEnumerable<string> Texts(int count) => Enumerable.Range(0, count).Select(Text);

    [Fact]
    public async Task A_bus_that_is_cut_again_and_again_during_traffic_loses_and_repeats_nothing()
    {
        const int Messages = 2_000;
        await using var a = await StartNodeAsync(new LiveGenOptions { HistoryMessages = Messages });
        await using var b = await StartNodeAsync(new LiveGenOptions { HistoryMessages = Messages });
        var receivers = new[] { await a.JoinAsync("room"), await b.JoinAsync("room"), await b.JoinAsync("room") };
        for (var i = 0; i < Messages; i++)
        {
            await (i % 2 == 0 ? a : b).SendAsync("room", Text(i));
            if (i % 400 == 200)
                await _server.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
        }

        foreach (var receiver in receivers)
            Assert.Equal(Texts(Messages), await receiver.NextAsync(Messages));
    }

    [Fact]
    public async Task The_last_message_before_silence_is_found_too_if_the_bus_did_not_bring_it()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        var channel = node.Layer.NewChannelName();
        var direct = new RecordingReceiver();
        node.Layer.Open(channel, direct);
        for (var i = 0; i < 5; i++)
        {
            // No loss is waited for: StackExchange.Redis does not tell of one that comes before it has got over the last.
            await Until.SoAsync(async () => await _server.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub") != "0", "a subscription was there to be killed");
            await node.SendAsync("room", Text(i)); // mostly before it has subscribed again
            await node.Layer.SendAsync(channel, "direct"u8.ToArray());
            Assert.Equal(Text(i), await receiver.NextAsync());
            Assert.Equal("direct", await direct.NextAsync());
        }
    }

    [Fact]
    public async Task A_message_that_the_bus_swallowed_is_fetched_in_its_place()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        await node.SendAsync("room", "1");
        await node.FlushAsync(); // what is on its way has arrived
        await SwallowAsync("2");
        await SwallowAsync("3");
        await node.SendAsync("room", "4");

        Assert.Equal(["1", "2", "3", "4"], await receiver.NextAsync(4));
    }

    [Fact]
    public async Task A_gap_whose_messages_were_pushed_out_is_told_to_the_members()
    {
        await using var node = await RedisNode.StartAsync(_server.Configuration, limits: new LiveGenOptions { HistoryMessages = 3 },
            configure: options => options.ProbeInterval = options.ProbeTimeout = TimeSpan.FromHours(1)); // it finds it by the next message
        var receiver = await node.JoinAsync("room");
        var other = await node.JoinAsync("other");
        await node.SendAsync("room", "1");
        await node.FlushAsync();
        for (var i = 0; i < 4; i++)
            await SwallowAsync("lost");
        await node.SendAsync("room", "last");
        await node.SendAsync("other", "untouched");

        Assert.Equal(["1", "lost: room"], await receiver.NextAsync(2));
        Assert.Equal("untouched", await other.NextAsync());
        var again = await node.JoinAsync("room");
        await node.SendAsync("room", "after");
        Assert.Equal("after", await again.NextAsync());
    }

    [Fact]
    public async Task Sends_while_their_connection_is_killed_are_done_once()
    {
        const int Messages = 1_000;
        // All are kept: on a busy machine the other node may not hear the bus for longer than the default lasts.
        var limits = () => new LiveGenOptions { HistoryMessages = Messages };
        await using var sender = await StartNodeAsync(limits());
        await using var other = await StartNodeAsync(limits());
        var receiver = await other.JoinAsync("room");
        var killing = Task.FromResult("");
        for (var i = 0; i < Messages; i++)
        {
            if (i % 20 == 0 && killing.IsCompleted)
                killing = _server.CommandAsync("CLIENT", "KILL", "TYPE", "normal");
            await sender.SendAsync("room", Text(i)); // throws if it is given up
        }
        await killing;

        Assert.Equal(Texts(Messages), await receiver.NextAsync(Messages));
        await sender.SendAsync("room", "end");
        Assert.Equal("end", await receiver.NextAsync());
    }

    [Fact]
    public async Task A_second_attempt_finds_the_first_and_a_first_that_comes_late_is_dropped()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        var first = await PublishAsync("once", "aaaa", "");
        Assert.Equal(first, await PublishAsync("once", "aaaa", "r"));
        await PublishAsync("late", "bbbb", "r");
        await PublishAsync("late", "bbbb", ""); // overtaken by its retry
        await PublishAsync("end", "cccc", "");

        Assert.Equal(["once", "late", "end"], await receiver.NextAsync(3));
        var from = new GroupPosition(node.Layer.Position.Epoch, long.Parse(first.Split('-')[1], CultureInfo.InvariantCulture));
        await using var other = await StartNodeAsync();
        var replayed = await other.JoinAsync("room", from);
        await node.SendAsync("room", "now");
        Assert.Equal(["late", "end", "now"], await replayed!.NextAsync(3));
    }

    [Fact]
    public async Task Scripts_that_Redis_forgets_change_nothing()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        for (var i = 0; i < 3; i++)
        {
            await node.SendAsync("room", Text(i));
            await _server.CommandAsync("SCRIPT", "FLUSH");
        }
        var (channel, direct) = (node.Layer.NewChannelName(), new RecordingReceiver());
        node.Layer.Open(channel, direct);
        await node.Layer.SendAsync(channel, "direct"u8.ToArray());

        Assert.Equal(Texts(3), await receiver.NextAsync(3));
        Assert.Equal("direct", await direct.NextAsync());
        Assert.DoesNotContain("EpochChanged", node.Log, StringComparison.Ordinal);
    }

    /// <summary>Sends without the bus, as if the bus had lost it.</summary>
    Task<string> SwallowAsync(string text) =>
        PublishAsync(text, (++_swallowed).ToString("x", CultureInfo.InvariantCulture), "", bus: "nowhere");

    async Task<string> PublishAsync(string text, string id, string flags, string bus = "lg:bus")
    {
        var call = LiveGen.Redis.HistoryScripts.Publish.Text.Replace("return {epoch, number}", "return {ok = epoch .. '-' .. number}", StringComparison.Ordinal)
            .Replace("return {string.sub(e, 1, 12), number}", "return {ok = string.sub(e, 1, 12) .. '-' .. number}", StringComparison.Ordinal);
        return await _server.CommandAsync("EVAL", call, "5", "lg:n", "lg:e", "lg:marks", "lg:p:room", "lg:h:room",
            bus, "group room", text, id, "2000", "1000000", "300000", "abcdefabcdef", flags);
    }
}
