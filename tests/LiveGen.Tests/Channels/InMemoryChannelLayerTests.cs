using LiveGen.Channels;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Channels;

public sealed class InMemoryChannelLayerTests : HistoryContract
{
    readonly ManualTimeProvider _time = new();

    InMemoryChannelLayer Create() =>
        new(Options.Create(new LiveGenOptions { WorkQueueCapacity = WorkQueueCapacity }), NullLogger<InMemoryChannelLayer>.Instance, _time);

    protected override Task<IChannelLayer> CreateAsync() => Task.FromResult<IChannelLayer>(Create());

    [Fact]
    public async Task No_other_process_is_on_it() => Assert.False((await CreateAsync()).IsShared);

    [Fact]
    public async Task Nothing_is_left_of_closed_channels_and_groups_without_members()
    {
        var layer = Create();
        for (var i = 0; i < 20; i++)
        {
            var name = layer.NewChannelName();
            layer.Open(name, new RecordingReceiver());
            await layer.GroupAddAsync($"room.{i}", name);
            await layer.GroupAddAsync("lobby", name);
            if (i % 2 == 0)
                await layer.GroupDiscardAsync($"room.{i}", name);
            layer.Close(name);
        }
        await layer.GroupSendAsync("nobody", default);
        Assert.Equal(0, layer.Local.ChannelCount);
        Assert.Equal(0, layer.Local.GroupCount);

        _time.Advance(TimeSpan.FromHours(1)); // nobody has come back
        Assert.Equal(0, layer.Local.KeptCount);
    }

    [Fact]
    public async Task Nothing_is_left_of_an_idle_work_queue()
    {
        var layer = Create();
        await layer.SendAsync("work", Bytes("one"));
        Assert.Equal(1, layer.WorkQueues.Count);
        await layer.ReceiveAsync("work", default);
        Assert.Equal(0, layer.WorkQueues.Count);

        using var cancelled = new CancellationTokenSource();
        var waiting = layer.ReceiveAsync("work", cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, layer.WorkQueues.Count);
    }

    [Fact]
    public async Task A_send_has_been_delivered_when_it_returns()
    {
        var layer = Create();
        var receiver = new RecordingReceiver();
        var name = layer.NewChannelName();
        layer.Open(name, receiver);
        await layer.GroupAddAsync("room", name);
        layer.GroupSend("room", Bytes("hi"));
        Assert.Equal(["hi"], receiver.Drain());
    }

    [Fact]
    public void Sending_to_a_group_allocates_the_same_for_one_member_and_for_a_thousand()
    {
        Assert.Equal(AllocatedBySend(members: 1), AllocatedBySend(members: 1000));
    }

    long AllocatedBySend(int members)
    {
        var layer = Create();
        for (var i = 0; i < members; i++)
        {
            var name = layer.NewChannelName();
            layer.Open(name, new Discarding());
            layer.Local.Add("room", name);
        }
        layer.GroupSend("room", default);
        return Allocated.By(() => layer.GroupSend("room", default));
    }

    sealed class Discarding : IChannelReceiver
    {
        public void Deliver(ChannelMessage message) { }

        public void Lost(string group) { }
    }
}
