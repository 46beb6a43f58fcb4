using System.Globalization;
using System.Text;
using LiveGen.Channels;
using LiveGen.Tests.Channels;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Who comes back, to any process, gets what it missed; and Redis gives its memory back.</summary>
public sealed class RedisHistoryTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    readonly string _prefix = $"t{Guid.NewGuid():N}";

    Task<RedisNode> StartNodeAsync(LiveGenOptions? limits = null) =>
        RedisNode.StartAsync(redis.Server.Configuration, configure: options => options.KeyPrefix = _prefix, limits: limits);

    Task<string> CommandAsync(params string[] words) => redis.Server.CommandAsync(words);

    static string Text(int i) => i.ToString("D4", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Another_process_gives_what_was_missed_though_it_never_heard_it()
    {
        await using var a = await StartNodeAsync();
        var toA = await a.JoinAsync("room");
        await a.SendAsync("room", "1");
        var left = (await toA.NextMessageAsync()).Position;
        for (var i = 2; i <= 5; i++)
            await a.SendAsync("room", $"{i}");

        await using var b = await StartNodeAsync();
        var toB = await b.JoinAsync("room", left);
        var again = await b.JoinAsync("room", left);
        await a.SendAsync("room", "6");

        Assert.Equal(["2", "3", "4", "5", "6"], await toB!.NextAsync(5));
        Assert.Equal(["2", "3", "4", "5", "6"], await again!.NextAsync(5));
    }

    [Fact]
    public async Task Coming_back_to_either_of_two_busy_processes_leaves_no_gap_and_repeats_nothing()
    {
        const int Messages = 600;
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var from = await FromAsync(a);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Messages; i++)
                await (i % 2 == 0 ? a : b).SendAsync("room", Text(i));
        });

        var got = new List<string>();
        for (var i = 0; got.Count < Messages; i++)
        {
            var node = i % 2 == 0 ? a : b;
            var receiver = await node.JoinAsync("room", from);
            Assert.NotNull(receiver);
            // Takes some, goes away with the position of the last it took, and comes back elsewhere.
            for (var take = Math.Min(20, Messages - got.Count); take > 0; take--)
            {
                var message = await receiver.NextMessageAsync();
                got.Add(RecordingReceiver.Text(message));
                from = message.Position;
            }
        }
        await sending;

        Assert.Equal(Enumerable.Range(0, Messages).Select(Text), got);
    }

    [Fact]
    public async Task A_position_ahead_of_what_a_process_has_heard_is_fine()
    {
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var toA = await a.JoinAsync("room");
        GroupPosition last = default;
        for (var i = 0; i < 50; i++)
        {
            await a.SendAsync("room", Text(i)); // a's own sends count for it at once
            last = a.Layer.Position;
            var toB = await b.JoinAsync("room", last);
            Assert.NotNull(toB);
            await a.SendAsync("room", "next");
            Assert.Equal("next", await toB.NextAsync());
        }
        Assert.Equal(100, (await toA.NextAsync(100)).Count);
    }

    [Fact]
    public async Task History_that_was_pushed_out_cannot_be_had_and_says_so()
    {
        var limits = new LiveGenOptions { HistoryMessages = 10 };
        await using var a = await StartNodeAsync(limits);
        var from = await FromAsync(a);
        for (var i = 0; i < 11; i++)
            await a.SendAsync("room", Text(i));

        await using var b = await StartNodeAsync();
        Assert.Null(await b.JoinAsync("room", from));
        Assert.Equal("10", await CommandAsync("LLEN", _prefix + ":h:room"));
        await using var c = await StartNodeAsync(new LiveGenOptions { HistoryBytes = 100 });
        for (var i = 0; i < 20; i++)
            await c.SendAsync("small", new string('x', 30));
        Assert.Equal("1", await CommandAsync("LLEN", _prefix + ":h:small"));
        await c.SendAsync("small", new string('x', 1000));
        Assert.Equal("0", await CommandAsync("EXISTS", _prefix + ":h:small"));
    }

    [Fact]
    public async Task Redis_gives_the_memory_back()
    {
        var limits = new LiveGenOptions { HistoryAge = TimeSpan.FromSeconds(60) };
        await using var node = await StartNodeAsync(limits);
        await node.SendAsync("room", "1");
        await node.SendAsync(ChannelNames.EphemeralPrefix + "room", "1");

        Assert.InRange(int.Parse(await CommandAsync("PTTL", _prefix + ":h:room"), CultureInfo.InvariantCulture), 1, 60_000);
        Assert.InRange(int.Parse(await CommandAsync("TTL", _prefix + ":p:room"), CultureInfo.InvariantCulture), 86_000, 86_400);
        Assert.Equal("0", await CommandAsync("EXISTS", $"{_prefix}:p:{ChannelNames.EphemeralPrefix}room", $"{_prefix}:h:{ChannelNames.EphemeralPrefix}room"));
        Assert.StartsWith(node.Layer.Position.ToString().Split('-')[0], await GetAsync(_prefix + ":e"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_was_quiet_for_a_day_is_as_if_nothing_had_been_sent_and_an_older_position_cannot_come_back()
    {
        await using var a = await StartNodeAsync();
        var before = await FromAsync(a);
        await a.SendAsync("room", "1");
        var after = await FromAsync(a);
        await CommandAsync("DEL", _prefix + ":p:room", _prefix + ":h:room"); // as if they had expired
        await CommandAsync("DEL", _prefix + ":marks");
        while (await CommandAsync("EXISTS", _prefix + ":marks") == "0")
        {
            // The next probe notes this hour's first number, above both positions.
        }

        await using var b = await StartNodeAsync();
        Assert.Null(await b.JoinAsync("room", before));
        Assert.Null(await b.JoinAsync("room", after));
        var now = await FromAsync(b);
        Assert.NotNull(await b.JoinAsync("room", now));
        await b.SendAsync("room", "2");
        var receiver = await a.JoinAsync("room", now);
        Assert.Equal("2", await receiver!.NextAsync());
    }

    [Fact]
    public async Task A_channel_is_opened_again_on_another_process_with_what_it_missed()
    {
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var from = await FromAsync(a);
        var name = a.Layer.NewChannelName();
        var first = new RecordingReceiver();
        a.Layer.Open(name, first);
        await b.Layer.SendAsync(name, "1"u8.ToArray());
        var seen = await first.NextMessageAsync();
        Assert.Null(seen.Group);
        a.Layer.Close(name);
        await b.Layer.SendAsync(name, "2"u8.ToArray());

        var second = new RecordingReceiver();
        Assert.True(await b.Layer.OpenAsync(name, second, seen.Position, default));
        await a.Layer.SendAsync(name, "3"u8.ToArray());
        Assert.Equal(["2", "3"], await second.NextAsync(2));
        b.Layer.Close(name);

        var third = new RecordingReceiver();
        Assert.True(await a.Layer.OpenAsync(name, third, from, default));
        Assert.Equal(["1", "2", "3"], await third.NextAsync(3));
    }

    [Fact]
    public async Task A_publisher_without_numbers_reaches_everyone_and_is_not_kept()
    {
        await using var node = await StartNodeAsync();
        var from = await FromAsync(node);
        var receiver = await node.JoinAsync("room");
        await CommandAsync("PUBLISH", _prefix + ":bus", "lg1 group room\nplain");
        await node.SendAsync("room", "kept");

        var message = await receiver.NextMessageAsync();
        Assert.Equal("plain", RecordingReceiver.Text(message));
        Assert.True(message.Position.IsNone);
        Assert.Equal("kept", await receiver.NextAsync());
        Assert.Equal("kept", await (await node.JoinAsync("room", from))!.NextAsync());
    }

    [Fact]
    public async Task Names_of_groups_and_channels_do_not_meet_in_Redis()
    {
        await using var node = await StartNodeAsync();
        var name = node.Layer.NewChannelName();
        var receiver = new RecordingReceiver();
        node.Layer.Open(name, receiver);
        await node.Layer.GroupAddAsync(name, name);
        await node.SendAsync(name, "group");
        await node.Layer.SendAsync(name, "channel"u8.ToArray());
        await node.SendAsync(name, "group");

        Assert.Equal(["group", "channel", "group"], await receiver.NextAsync(3));
        Assert.Equal("2", await CommandAsync("LLEN", $"{_prefix}:h:{name}"));
        Assert.Equal("1", await CommandAsync("LLEN", $"{_prefix}:h:channel:{name}"));
    }

    /// <summary>Where the layer is, once it has heard all that was sent so far.</summary>
    static async Task<GroupPosition> FromAsync(RedisNode node)
    {
        await node.FlushAsync();
        return node.Layer.Position;
    }

    async Task<string> GetAsync(string key) =>
        await CommandAsync("EVAL", "return {ok = redis.call('GET', KEYS[1])}", "1", key);
}
