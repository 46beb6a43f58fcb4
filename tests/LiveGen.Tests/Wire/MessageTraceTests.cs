using System.Diagnostics;
using System.Text;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Redis;
using LiveGen.Tests.Channels;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Wire;

/// <summary>How a trace travels with a message, and that without one nothing does.</summary>
[Collection(AloneTests.Name)]
public sealed class MessageTraceTests
{
    const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    static readonly CommandBatch s_batch = CommandBatch.FromCommands("[\"alert\",\"x\"]"u8, 1);

    static InMemoryChannelLayer Layer() =>
        new(Options.Create(new LiveGenOptions()), NullLogger<InMemoryChannelLayer>.Instance, new ManualTimeProvider());

    static async Task<RecordingReceiver> JoinAsync(InMemoryChannelLayer layer, string group)
    {
        var (receiver, name) = (new RecordingReceiver(), layer.NewChannelName());
        layer.Open(name, receiver);
        await layer.GroupAddAsync(group, name);
        return receiver;
    }

    static MessageTrace? Parse(string text) => MessageTrace.Parse(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task While_nobody_listens_no_message_has_a_trace_and_a_send_takes_no_more_memory_within_one_than_without()
    {
        using var layer = Layer();
        var sender = new GroupSender(layer);
        var receiver = await JoinAsync(layer, "room");
        var alone = Measure();
        using var root = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        Assert.False(LiveGenTracing.IsOn);
        Assert.Equal(alone, Measure());
        Assert.Null((await receiver.NextMessageAsync()).Trace);
        Assert.Null(Parse(TraceParent));

        long Measure()
        {
            sender.SendCommands("nobody", s_batch); // what is made once is made here
            sender.SendCommands("room", s_batch);
            receiver.Drain();
            sender.SendCommands("room", s_batch);
            return Allocated.By(() => sender.SendCommands("nobody", s_batch));
        }
    }

    [Fact]
    public async Task A_send_is_a_child_of_what_runs_and_a_delivery_of_the_send_with_its_members()
    {
        using var listener = new SpanListener();
        using var layer = Layer();
        var receiver = await JoinAsync(layer, "room");
        await JoinAsync(layer, "room");

        using (var root = listener.Begin())
        {
            await new GroupSender(layer).SendCommandsAsync("room", s_batch, default);
            Assert.Same(root, Activity.Current);
            var (deliver, send) = (Assert.Single(listener.Of("livegen.deliver")), Assert.Single(listener.Of("livegen.send")));
            Assert.Equal((root.SpanId, send.SpanId), (send.ParentSpanId, deliver.ParentSpanId));
            Assert.Equal((ActivityKind.Producer, ActivityKind.Consumer), (send.Kind, deliver.Kind));
            Assert.Equal(("room", "commands", "InMemoryChannelLayer"),
                (send.GetTagItem("livegen.group"), send.GetTagItem("livegen.message"), send.GetTagItem("livegen.layer")));
            Assert.Equal(("room", 2), (deliver.GetTagItem("livegen.group"), deliver.GetTagItem("livegen.members")));
            Assert.Equal(deliver.SpanId, (await receiver.NextMessageAsync()).Trace!.Context.SpanId);
        }
    }

    [Fact]
    public async Task The_same_is_so_for_events_without_await_ephemeral_groups_and_single_channels()
    {
        using var listener = new SpanListener();
        using var layer = Layer();
        var (receiver, name) = (new RecordingReceiver(), layer.NewChannelName());
        layer.Open(name, receiver);
        await layer.GroupAddAsync("ephemeral.room", name);

        using (listener.Begin())
        {
            new GroupSender(layer).Send("ephemeral.room", new Version(1, 2));
            await layer.SendAsync(name, new Version(1, 2));
        }

        Assert.Equal(["Version", "Version"], listener.Of("livegen.send").Select(span => span.GetTagItem("livegen.message")));
        Assert.Equal(listener.Of("livegen.send").Select(span => span.SpanId), listener.Of("livegen.deliver").Select(span => span.ParentSpanId));
        Assert.Equal(name, listener.Of("livegen.deliver")[1].GetTagItem("livegen.channel"));
    }

    [Fact]
    public async Task A_trace_that_is_not_recorded_travels_with_nothing()
    {
        using var listener = new SpanListener();
        using var layer = Layer();
        var receiver = await JoinAsync(layer, "room");

        using (listener.Begin(isRecorded: false))
        {
            await new GroupSender(layer).SendCommandsAsync("room", s_batch, default);
            Assert.Equal("EVersion\n\"1.2\"", Encoding.UTF8.GetString(QueuedTrace.Before(GroupMessage.Encode(new Version(1, 2))).Span));
        }

        Assert.Null((await receiver.NextMessageAsync()).Trace);
        Assert.Empty(listener.Spans);
    }

    [Fact]
    public async Task A_group_without_members_here_has_no_delivery()
    {
        using var listener = new SpanListener();
        using var layer = Layer();

        using (listener.Begin())
            await new GroupSender(layer).SendCommandsAsync("room", s_batch, default);

        Assert.Single(listener.Of("livegen.send"));
        Assert.Empty(listener.Of("livegen.deliver"));
    }

    [Fact]
    public async Task A_send_that_fails_is_an_error_of_its_kind_and_says_no_more()
    {
        using var listener = new SpanListener();
        using var layer = Layer();

        using (listener.Begin())
            await Assert.ThrowsAsync<ArgumentException>(async () => await new GroupSender(layer).SendAsync("not a name", new Version(1, 2), default));

        var send = Assert.Single(listener.Of("livegen.send"));
        Assert.Equal((ActivityStatusCode.Error, "System.ArgumentException"), (send.Status, send.GetTagItem("error.type")));
        Assert.Null(send.StatusDescription);
    }

    [Fact]
    public void On_the_bus_it_is_a_field_of_the_head_that_may_be_missing_or_nonsense()
    {
        using var listener = new SpanListener();

        Assert.Equal($"lg1 group room t={TraceParent}\nhi", Encoding.UTF8.GetString(BusMessage.Plain(BusKind.Group, "room", "hi"u8, TraceParent)));
        Assert.Equal("lg1 group room\nhi", Encoding.UTF8.GetString(BusMessage.Plain(BusKind.Group, "room", "hi"u8)));
        Assert.Equal(TraceParent[3..35], Read($" t={TraceParent} n=7").Trace!.Context.TraceId.ToString());
        Assert.True(Read($" t={TraceParent}").Trace!.Context.IsRemote);
        foreach (var without in new[] { "", " t=", " t=1", $" t={TraceParent[..^1]}0", $" t={TraceParent.Replace('a', 'x')}", $" t={TraceParent}0" })
            Assert.Null(Read(without).Trace);

        static BusMessage Read(string fields)
        {
            Assert.True(BusMessage.TryParse(Encoding.UTF8.GetBytes($"lg1 group room{fields}\nhi"), out var message, out _));
            Assert.Equal(("room", 2), (message.Name, message.Payload.Length));
            return message;
        }
    }

    [Fact]
    public void In_a_queue_it_is_a_line_ahead_of_the_event()
    {
        using var listener = new SpanListener();
        using var root = listener.Begin();
        var work = GroupMessage.Encode(new Version(1, 2));

        var queued = QueuedTrace.Before(work);

        Assert.Equal($"T{root.Id}\nEVersion\n\"1.2\"", Encoding.UTF8.GetString(queued.Span));
        Assert.Equal(root.SpanId, QueuedTrace.Take(ref queued)!.Context.SpanId);
        Assert.True(queued.Span.SequenceEqual(work.Span));
        foreach (var plain in new[] { "", "T", "EVersion\n\"1.2\"", $"T{root.Id}", $"T{root.Id}x" })
        {
            ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(plain);
            Assert.Null(QueuedTrace.Take(ref bytes));
            Assert.Equal(plain, Encoding.UTF8.GetString(bytes.Span));
        }
    }

    [Fact]
    public void Some_of_the_members_are_followed_and_no_more()
    {
        var trace = new MessageTrace(default);

        Assert.Equal(MessageTrace.MostFollowed, Enumerable.Range(0, 1000).Count(_ => trace.TryFollow()));
    }

    [Fact]
    public async Task What_is_given_again_from_the_history_is_no_part_of_it()
    {
        using var listener = new SpanListener();
        using var layer = Layer();
        await JoinAsync(layer, "room");
        var from = layer.Position;
        using (listener.Begin())
            await layer.GroupSendAsync("room", s_batch.Message);
        Assert.Single(listener.Spans);

        var (late, name) = (new RecordingReceiver(), layer.NewChannelName());
        layer.Open(name, late);
        await layer.GroupAddAsync("room", name, from);

        Assert.Equal(from.Number + 1, (await late.NextMessageAsync()).Position.Number);
        Assert.Single(listener.Spans);
    }
}
