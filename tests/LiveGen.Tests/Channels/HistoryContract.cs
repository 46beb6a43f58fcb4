using LiveGen.Channels;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>What every channel layer does, the last part: who comes back gets what it missed, or is told that it cannot.</summary>
public abstract class HistoryContract : WorkQueueContract
{
    static async Task<GroupPosition> PositionOf(RecordingReceiver receiver) => (await receiver.NextMessageAsync()).Position;

    [Fact]
    public async Task Positions_rise_over_all_groups_and_channels_of_the_layer()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        var joined = await layer.GroupAddAsync("room", a);
        await layer.GroupAddAsync("other", a);

        await layer.GroupSendAsync("room", Bytes("1"));
        await layer.GroupSendAsync("other", Bytes("2"));
        await layer.SendAsync(a, Bytes("3"));
        layer.GroupSend("room", Bytes("4"));

        var positions = new List<GroupPosition> { joined };
        for (var i = 0; i < 4; i++)
            positions.Add(await PositionOf(toA));
        Assert.False(joined.IsNone);
        Assert.Single(positions.Select(position => position.Epoch).Distinct());
        Assert.Equal(5, positions.Select(position => position.Number).Distinct().Count());
        Assert.Equal(positions.OrderBy(position => position.Number), positions);
        Assert.True(layer.Position.Number >= positions[^1].Number);
    }

    [Fact]
    public async Task Who_joins_again_gets_what_it_missed_in_order_and_then_the_rest_and_nothing_twice()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        await layer.GroupAddAsync("room", a);
        foreach (var text in new[] { "1", "2" })
            await layer.GroupSendAsync("room", Bytes(text));
        await toA.NextMessageAsync();
        var left = await PositionOf(toA);
        layer.Close(a);
        foreach (var text in new[] { "3", "4" })
            await layer.GroupSendAsync("room", Bytes(text));
        await layer.GroupSendAsync("other", Bytes("another group's"));

        var (b, toB) = Open(layer);
        var position = await layer.GroupAddAsync("room", b, left);
        await layer.GroupSendAsync("room", Bytes("5"));

        Assert.Equal(["3", "4", "5"], await toB.NextAsync(3));
        Assert.Equal(left, position);
        Assert.Empty(toB.Drain());
    }

    [Fact]
    public async Task A_join_from_the_layers_own_position_gets_all_that_was_sent_since()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupSendAsync("room", Bytes("before"));
        await toA.NextAsync();
        var rendered = layer.Position;
        await layer.GroupSendAsync("room", Bytes("between"));
        await layer.GroupSendAsync("new.room", Bytes("in a group that nobody is in"));
        await toA.NextAsync();

        var (b, toB) = Open(layer);
        Assert.NotNull(await layer.GroupAddAsync("room", b, rendered));
        Assert.NotNull(await layer.GroupAddAsync("new.room", b, rendered));

        Assert.Equal(["between", "in a group that nobody is in"], await toB.NextAsync(2));
    }

    [Fact]
    public async Task What_a_channel_missed_itself_comes_first_when_it_is_opened_again()
    {
        var layer = await CreateAsync();
        var from = layer.Position;
        var (a, toA) = Open(layer);
        await layer.SendAsync(a, Bytes("1"));
        Assert.False((from = await PositionOf(toA)).IsNone);
        layer.Close(a);
        await layer.SendAsync(a, Bytes("2"));
        await layer.SendAsync(a, Bytes("3"));

        var again = new RecordingReceiver();
        Assert.True(await layer.OpenAsync(a, again, from, default));
        await layer.SendAsync(a, Bytes("4"));

        Assert.Equal(["2", "3", "4"], await again.NextAsync(3));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await layer.OpenAsync(a, again, from, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.OpenAsync("queue", again, from, default));
    }

    [Fact]
    public async Task A_channel_to_which_nothing_was_ever_sent_opens_again()
    {
        var layer = await CreateAsync();
        var (warm, toWarm) = Open(layer);
        await layer.GroupAddAsync("room", warm);
        await layer.GroupSendAsync("room", Bytes("the layer has a position now"));
        await toWarm.NextAsync();
        var from = layer.Position;
        var (a, _) = Open(layer);
        await layer.GroupSendAsync("room", Bytes("more"));
        await toWarm.NextAsync();
        layer.Close(a);

        Assert.True(await layer.OpenAsync(a, new RecordingReceiver(), from, default));
    }

    [Fact]
    public async Task A_position_of_another_epoch_or_none_cannot_be_joined_from()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupSendAsync("room", Bytes("1"));
        var position = await PositionOf(toA);
        var (b, toB) = Open(layer);

        Assert.Null(await layer.GroupAddAsync("room", b, default(GroupPosition)));
        Assert.Null(await layer.GroupAddAsync("room", b, position with { Epoch = position.Epoch ^ 1 }));
        Assert.False(await layer.OpenAsync(layer.NewChannelName(), toB, position with { Epoch = position.Epoch ^ 1 }, default));

        await layer.GroupSendAsync("room", Bytes("2"));
        await toA.NextAsync();
        Assert.Empty(toB.Drain()); // it is not in the group
    }

    [Fact]
    public async Task Joining_from_a_position_twice_gives_nothing_twice()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupSendAsync("room", Bytes("1"));
        var position = await PositionOf(toA);
        await layer.GroupSendAsync("room", Bytes("2"));
        await toA.NextAsync();
        var (b, toB) = Open(layer);

        Assert.Equal(position, await layer.GroupAddAsync("room", b, position));
        Assert.Equal(position, await layer.GroupAddAsync("room", b, position));
        Assert.Equal(position, await layer.GroupAddAsync("room", b));
        await layer.GroupSendAsync("room", Bytes("3"));

        Assert.Equal(["2", "3"], await toB.NextAsync(2));
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await layer.GroupAddAsync("room", layer.NewChannelName(), position));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.GroupAddAsync("*", b, position));
    }

    [Fact]
    public async Task An_ephemeral_group_delivers_without_positions_and_keeps_nothing()
    {
        const string Group = ChannelNames.EphemeralPrefix + "cursors";
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        Assert.True((await layer.GroupAddAsync(Group, a)).IsNone);

        await layer.GroupSendAsync(Group, Bytes("1"));
        layer.GroupSend(Group, Bytes("2"));
        Assert.True((await PositionOf(toA)).IsNone);
        Assert.Equal("2", await toA.NextAsync());
        var (b, toB) = Open(layer);
        Assert.Equal(default(GroupPosition), await layer.GroupAddAsync(Group, b, layer.Position));
        await layer.GroupSendAsync(Group, Bytes("3"));

        Assert.Equal("3", await toB.NextAsync());
    }

    [Fact]
    public async Task The_same_message_object_is_given_again()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        var from = await layer.GroupAddAsync("room", a);
        await layer.GroupSendAsync("room", Bytes("1"));
        var live = await toA.NextMessageAsync();

        var (b, toB) = Open(layer);
        await layer.GroupAddAsync("room", b, from);

        Assert.Same(live, await toB.NextMessageAsync()); // so nothing is decoded twice
    }
}
