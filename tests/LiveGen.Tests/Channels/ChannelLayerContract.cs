using System.Globalization;
using System.Text;
using LiveGen.Channels;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>What every channel layer does; each layer's tests run all of this on it.</summary>
public abstract class ChannelLayerContract
{
    /// <summary>The capacity that the layer under test was made with.</summary>
    protected const int WorkQueueCapacity = 5;

    /// <summary>A layer that nobody else uses, ready to deliver.</summary>
    protected abstract Task<IChannelLayer> CreateAsync();

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static (string Name, RecordingReceiver Receiver) Open(IChannelLayer layer)
    {
        var receiver = new RecordingReceiver();
        var name = layer.NewChannelName();
        layer.Open(name, receiver);
        return (name, receiver);
    }

    [Fact]
    public async Task Every_member_of_a_group_gets_its_messages_and_nobody_else_does()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        var (b, toB) = Open(layer);
        var (c, toC) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupAddAsync("room", b);
        await layer.GroupAddAsync("other", c);

        await layer.GroupSendAsync("room", Bytes("one"));
        layer.GroupSend("room", Bytes("two"));
        await layer.GroupSendAsync("other", Bytes("three"));

        Assert.Equal(["one", "two"], await toA.NextAsync(2));
        Assert.Equal(["one", "two"], await toB.NextAsync(2));
        Assert.Equal("three", await toC.NextAsync());
        Assert.Empty(toA.Drain());
    }

    [Fact]
    public async Task A_message_names_its_group_and_all_members_share_one_instance()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        var (b, toB) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupAddAsync("room", b);

        await layer.GroupSendAsync("room", Bytes("hi"));
        await layer.SendAsync(a, Bytes("you"));

        var message = await toA.NextMessageAsync();
        Assert.Equal("room", message.Group);
        Assert.Same(message, await toB.NextMessageAsync());
        Assert.Null((await toA.NextMessageAsync()).Group);
    }

    [Fact]
    public async Task A_message_to_a_channel_reaches_only_that_channel_after_the_group_messages_sent_before()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        var (b, toB) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupAddAsync("room", b);

        await layer.GroupSendAsync("room", Bytes("first"));
        await layer.SendAsync(a, Bytes("for a"));
        await layer.GroupSendAsync("room", Bytes("last"));

        Assert.Equal(["first", "for a", "last"], await toA.NextAsync(3));
        Assert.Equal(["first", "last"], await toB.NextAsync(2));
    }

    [Fact]
    public async Task Joining_twice_is_joining_once_and_a_member_that_left_gets_nothing()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        var (b, toB) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupAddAsync("room", a);
        await layer.GroupAddAsync("room", b);

        await layer.GroupSendAsync("room", Bytes("one"));
        Assert.Equal("one", await toA.NextAsync());
        await layer.GroupDiscardAsync("room", a);
        await layer.GroupSendAsync("room", Bytes("two"));

        Assert.Equal(["one", "two"], await toB.NextAsync(2));
        Assert.Empty(toA.Drain());
    }

    [Fact]
    public async Task Leaving_a_group_before_joining_it_is_ignored()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);

        await layer.GroupDiscardAsync("room", a);
        await layer.GroupDiscardAsync("room", layer.NewChannelName());
        await layer.GroupAddAsync("room", a);
        await layer.GroupSendAsync("room", Bytes("hi"));

        Assert.Equal("hi", await toA.NextAsync());
    }

    [Fact]
    public async Task A_closed_channel_leaves_its_groups_and_sending_to_it_or_to_nobody_is_no_error()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        var (b, toB) = Open(layer);
        await layer.GroupAddAsync("room", a);
        await layer.GroupAddAsync("room", b);

        layer.Close(a);
        layer.Close(a);
        await layer.SendAsync(a, Bytes("to a closed one"));
        await layer.GroupSendAsync("nobody", Bytes("to nobody"));
        await layer.GroupSendAsync("room", Bytes("hi"));

        Assert.Equal("hi", await toB.NextAsync());
        Assert.Empty(toA.Drain());
    }

    [Fact]
    public async Task Only_an_open_channel_of_this_layer_can_join_and_a_name_opens_once()
    {
        var layer = await CreateAsync();
        var (a, _) = Open(layer);

        Assert.Throws<InvalidOperationException>(() => layer.Open(a, new RecordingReceiver()));
        Assert.Throws<ArgumentException>(() => layer.Open("thumbnails", new RecordingReceiver()));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await layer.GroupAddAsync("room", layer.NewChannelName()));
        Assert.Contains("not open on this machine", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_unique()
    {
        var layer = await CreateAsync();
        var other = await CreateAsync();
        var names = Enumerable.Range(0, 100).SelectMany(_ => new[] { layer.NewChannelName(), other.NewChannelName() });
        Assert.Equal(200, names.Distinct().Count());
        Assert.True(ChannelNames.IsValid(layer.NewChannelName()));
    }

    [Fact]
    public async Task Concurrent_publishers_are_seen_in_one_order_by_every_member()
    {
        const int publishers = 4, each = 250;
        var layer = await CreateAsync();
        var members = Enumerable.Range(0, 5).Select(_ => Open(layer)).ToList();
        foreach (var (name, _) in members)
            await layer.GroupAddAsync("room", name);

        await Task.WhenAll(Enumerable.Range(0, publishers).Select(p => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await layer.GroupSendAsync("room", Bytes(string.Create(CultureInfo.InvariantCulture, $"{p}:{i:D4}")));
        })));

        var first = await members[0].Receiver.NextAsync(publishers * each);
        foreach (var (_, receiver) in members.Skip(1))
            Assert.Equal(first, await receiver.NextAsync(publishers * each));
        foreach (var one in first.GroupBy(text => text[0]))
            Assert.Equal(one.Order(StringComparer.Ordinal), one);
    }

    [Fact]
    public async Task A_receiver_that_throws_stops_nobody()
    {
        var layer = await CreateAsync();
        var (before, toBefore) = Open(layer);
        var bad = layer.NewChannelName();
        layer.Open(bad, new RecordingReceiver { OnDeliver = _ => throw new InvalidOperationException("on purpose") });
        var (after, toAfter) = Open(layer);
        foreach (var name in new[] { before, bad, after })
            await layer.GroupAddAsync("room", name);

        await layer.GroupSendAsync("room", Bytes("hi"));
        await layer.SendAsync(bad, Bytes("you"));
        await layer.GroupSendAsync("room", Bytes("again"));

        Assert.Equal(["hi", "again"], await toBefore.NextAsync(2));
        Assert.Equal(["hi", "again"], await toAfter.NextAsync(2));
    }

    [Fact]
    public async Task Bytes_arrive_as_they_were_sent_also_none_and_a_slice()
    {
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        await layer.GroupAddAsync("room", a);
        var all = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();

        await layer.GroupSendAsync("room", all);
        await layer.GroupSendAsync("room", ReadOnlyMemory<byte>.Empty);
        await layer.GroupSendAsync("room", all.AsMemory(10, 3));

        Assert.Equal(all, (await toA.NextMessageAsync()).Payload.ToArray());
        Assert.Equal(0, (await toA.NextMessageAsync()).Payload.Length);
        Assert.Equal([10, 11, 12], (await toA.NextMessageAsync()).Payload.ToArray());
    }
}
