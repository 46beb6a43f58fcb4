using LiveGen.Channels;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>What receivers may do while they take a message, and what many threads may do at once.</summary>
public sealed class LocalChannelsTests : IDisposable
{
    readonly LocalLayer _layer = new();
    readonly LocalChannels _channels;

    public LocalChannelsTests() => _channels = _layer.Channels;

    public void Dispose() => _layer.Dispose();

    RecordingReceiver Open(string name, string? group = null, Action<ChannelMessage>? onDeliver = null) =>
        _layer.Open(name, group, onDeliver);

    void Send(string group, string text) => _layer.Send(group, text);

    [Fact]
    public void What_a_receiver_sends_comes_after_the_message_that_it_is_taking_for_everyone()
    {
        var question = true;
        Open("asked", "room", _ =>
        {
            if (!question)
                return;
            question = false;
            Send("room", "answer");
            _channels.DeliverToChannel("late", "private"u8.ToArray());
        });
        var late = Open("late", "room");

        Send("room", "question");

        Assert.Equal(["question", "answer", "private"], late.Drain());
    }

    [Fact]
    public void Statement_33_ten_thousand_groups_take_ten_megabytes_at_most_and_leave_nothing()
    {
        const int Sockets = 100, GroupsOfEach = 100, Budget = 10_000_000;
        for (var i = 0; i < Sockets; i++)
            Open($"socket{i}");
        var before = GC.GetAllocatedBytesForCurrentThread(); // more than what is kept

        for (var i = 0; i < Sockets * GroupsOfEach; i++)
            _channels.Add($"group{i}", $"socket{i / GroupsOfEach}");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Budget);
        Assert.Equal(Sockets * GroupsOfEach, _channels.GroupCount);
        for (var i = 0; i < Sockets; i++)
            _channels.Close($"socket{i}");
        Assert.Equal((0, 0), (_channels.ChannelCount, _channels.GroupCount));
    }

    [Fact]
    public async Task Groups_that_answer_each_other_on_two_threads_do_not_lock_up()
    {
        using var both = new Barrier(2);
        var a = Open("a", "ping", message => Answer(message, "pong"));
        var b = Open("b", "pong", message => Answer(message, "ping"));

        void Answer(ChannelMessage message, string group)
        {
            if (RecordingReceiver.Text(message) != "start")
                return;
            both.SignalAndWait(RecordingReceiver.Patience);
            Send(group, "answer");
        }

        // On threads of their own: they wait for each other, and the pool has a second one when it likes.
        Task Start(string group) => Task.Factory.StartNew(
            () => Send(group, "start"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        await Task.WhenAll(Start("ping"), Start("pong")).WaitAsync(RecordingReceiver.Patience);

        Assert.Equal(["start", "answer"], a.Drain());
        Assert.Equal(["start", "answer"], b.Drain());
    }

    [Fact]
    public void A_receiver_may_join_leave_and_close_while_it_takes_a_message()
    {
        RecordingReceiver? joined = null;
        Open("first", "room", _ =>
        {
            _channels.Discard("room", "leaving");
            _channels.Close("closing");
            joined ??= Open("joining", "room");
        });
        var leaving = Open("leaving", "room");
        var closing = Open("closing", "room");
        var last = Open("last", "room");

        Send("room", "one");
        Send("room", "two");

        Assert.Empty(leaving.Drain());
        Assert.Empty(closing.Drain());
        Assert.Equal(["one", "two"], last.Drain());
        Assert.Equal(["two"], joined!.Drain());
    }

    [Fact]
    public async Task Threads_that_join_leave_close_and_send_leave_nothing_behind()
    {
        var steady = Open("steady", "room.0");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var name = $"{thread}.{i}";
                Open(name, $"room.{i % 3}");
                _channels.Add($"room.{(i + 1) % 3}", name);
                Send($"room.{i % 3}", name);
                _channels.Discard($"room.{i % 3}", name);
                _channels.Close(name);
            }
        })));
        _channels.Close("steady");

        var expected = Enumerable.Range(0, 2_000).Count(i => i % 3 == 0) * 4;
        Assert.Equal(expected, steady.Drain().Count);
        Assert.Equal((0, 0), (_channels.ChannelCount, _channels.GroupCount));
    }

    [Fact]
    public void A_channel_that_was_closed_can_no_longer_join()
    {
        Open("a");
        _channels.Close("a");
        Assert.Throws<InvalidOperationException>(() => _channels.Add("room", "a"));
        Assert.Equal(0, _channels.GroupCount);
    }
}
