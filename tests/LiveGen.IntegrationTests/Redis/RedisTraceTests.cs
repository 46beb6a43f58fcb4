using System.Text;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Tests.Channels;
using LiveGen.Tests.Shared;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>A recorded trace goes with its messages over the bus, and leaves nothing in what is kept.</summary>
public sealed class RedisTraceTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    readonly string _prefix = $"t{Guid.NewGuid():N}";

    static readonly CommandBatch s_batch = CommandBatch.FromCommands("[\"alert\",\"x\"]"u8, 1);

    Task<RedisNode> StartNodeAsync() =>
        RedisNode.StartAsync(redis.Server.Configuration, configure: options => options.KeyPrefix = _prefix);

    [Theory]
    [InlineData("room")]
    [InlineData("ephemeral.room")]
    public async Task A_group_s_message_is_delivered_within_the_trace_of_its_send_on_every_node(string group)
    {
        using var listener = new SpanListener();
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        await using var empty = await StartNodeAsync();
        var receivers = new[] { await a.JoinAsync(group), await b.JoinAsync(group), await b.JoinAsync(group) };

        using (listener.Begin())
            await new GroupSender(a.Layer).SendCommandsAsync(group, s_batch, default);
        var delivers = await listener.WaitAsync("livegen.deliver", 2);
        await empty.FlushAsync();

        var send = Assert.Single(listener.Of("livegen.send"));
        Assert.Equal("RedisChannelLayer", send.GetTagItem("livegen.layer"));
        Assert.All(listener.Of("livegen.deliver"), span => Assert.Equal((send.TraceId, send.SpanId, true), (span.TraceId, span.ParentSpanId, span.HasRemoteParent)));
        Assert.Equal([1, 2], delivers.Select(span => (int)span.GetTagItem("livegen.members")!).Order());
        foreach (var receiver in receivers)
            Assert.Contains((await receiver.NextMessageAsync()).Trace!.Context.SpanId, delivers.Select(span => span.SpanId));
    }

    [Fact]
    public async Task A_message_to_one_channel_and_work_in_a_queue_carry_it_too()
    {
        using var listener = new SpanListener();
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var (receiver, name) = (new RecordingReceiver(), b.Layer.NewChannelName());
        b.Layer.Open(name, receiver);

        using (listener.Begin())
        {
            await a.Layer.SendAsync(name, new Version(1, 2));
            await a.Layer.SendAsync("work", new Version(1, 2));
        }
        var deliver = Assert.Single(await listener.WaitAsync("livegen.deliver"));
        var work = await b.Layer.ReceiveAsync("work", default).AsTask().WaitAsync(RecordingReceiver.Patience);
        var trace = QueuedTrace.Take(ref work);

        Assert.Equal(listener.Of("livegen.send").Select(span => span.SpanId), [deliver.ParentSpanId, trace!.Context.SpanId]);
        Assert.Equal(("EVersion\n\"1.2\"", "EVersion\n\"1.2\""), (await receiver.NextAsync(), Encoding.UTF8.GetString(work.Span)));
    }

    [Fact]
    public async Task What_is_kept_has_no_trace_and_can_be_played_again()
    {
        using var listener = new SpanListener();
        await using var a = await StartNodeAsync();
        var from = a.Layer.Position;

        using (listener.Begin())
            await a.SendAsync("room", "traced");
        await a.SendAsync("room", "untraced");
        var entries = await redis.Server.CommandAsync("EVAL", "return table.concat(redis.call('LRANGE', ARGV[1], 0, -1), ';')", "0", _prefix + ":h:room");
        await a.FlushAsync(); // who joins before the bus has brought them is not given them again, but there and then
        var late = await a.JoinAsync("room", from);

        Assert.Equal(["traced", "untraced"], await late!.NextAsync(2));
        Assert.DoesNotContain("t=", entries, StringComparison.Ordinal);
        Assert.Empty(listener.Of("livegen.deliver"));
    }

    [Fact]
    public async Task What_other_publishers_say_of_a_trace_is_heeded_or_read_over_and_the_message_arrives()
    {
        using var listener = new SpanListener();
        using var theirs = listener.Begin();
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");

        await redis.Server.CommandAsync("PUBLISH", _prefix + ":bus", "lg1 group room t=nonsense\none");
        await redis.Server.CommandAsync("PUBLISH", _prefix + ":bus", $"lg1 group room t={theirs.Id}\ntwo");

        Assert.Equal(["one", "two"], await receiver.NextAsync(2));
        Assert.Equal(theirs.SpanId, Assert.Single(await listener.WaitAsync("livegen.deliver")).ParentSpanId);
    }
}
