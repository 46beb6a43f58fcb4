using System.Globalization;
using LiveGen.Channels;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>Giving what was missed, while others send, leave and answer.</summary>
public sealed class LocalReplayTests : IDisposable
{
    readonly LocalLayer _layer = new(new LiveGenOptions { HistoryMessages = 100_000, HistoryBytes = int.MaxValue, MaxHistoryBytes = long.MaxValue });

    public void Dispose() => _layer.Dispose();

    GroupPosition? Join(string group, string channel, long from) => _layer.Channels.Add(group, channel, LocalLayer.At(from));

    [Fact]
    public void Who_leaves_while_it_gets_what_it_missed_gets_no_more()
    {
        _layer.Send("room", "1", "2", "3");
        var a = _layer.Open("a", onDeliver: message =>
        {
            if (RecordingReceiver.Text(message) == "2")
                _layer.Channels.Discard("room", "a");
        });
        var b = _layer.Open("b", onDeliver: message =>
        {
            if (RecordingReceiver.Text(message) == "1")
                _layer.Channels.Close("b");
        });

        Join("room", "a", 0);
        Join("room", "b", 0);

        Assert.Equal(["1", "2"], a.Drain());
        Assert.Equal(["1"], b.Drain());
        Assert.Equal(0, _layer.Channels.GroupCount);
    }

    [Fact]
    public void What_a_receiver_sends_while_it_gets_what_it_missed_comes_after_that()
    {
        _layer.Send("room", "1", "2");
        var a = _layer.Open("a", onDeliver: message =>
        {
            if (RecordingReceiver.Text(message) == "1")
                _layer.Send("room", "answer");
        });

        Join("room", "a", 0);

        Assert.Equal(["1", "2", "answer"], a.Drain());
    }

    [Fact]
    public async Task A_receiver_may_ask_for_a_join_from_a_position_while_it_takes_a_message()
    {
        using var layer = new InMemoryChannelLayer(
            Options.Create(new LiveGenOptions()), NullLogger<InMemoryChannelLayer>.Instance, new ManualTimeProvider());
        var begin = layer.Position;
        layer.GroupSend("other", "1"u8.ToArray());
        var (a, b) = (layer.NewChannelName(), layer.NewChannelName());
        var toB = new RecordingReceiver();
        layer.Open(b, toB);
        var joined = new TaskCompletionSource<Task<GroupPosition?>>();
        layer.Open(a, new RecordingReceiver
        {
            OnDeliver = _ => joined.TrySetResult(layer.GroupAddAsync("other", b, begin).AsTask()),
        });
        await layer.GroupAddAsync("room", a);

        layer.GroupSend("room", "go"u8.ToArray());

        Assert.NotNull(await (await joined.Task).WaitAsync(RecordingReceiver.Patience));
        Assert.Equal("1", await toB.NextAsync());
    }

    [Fact]
    public async Task Joining_while_others_send_leaves_no_gap_repeats_nothing_and_keeps_the_order()
    {
        const int Senders = 2, Each = 2_000, Members = 30;
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                _layer.Send("room", string.Create(CultureInfo.InvariantCulture, $"{sender}:{i}"));
        })).ToArray();
        var members = new List<RecordingReceiver>();
        while (members.Count < Members)
        {
            // Joins from where it stands, hears some, leaves, comes back from what it has heard last, and so on.
            var heard = new Listener();
            var name = $"m{members.Count}";
            _layer.Channels.Open(name, heard);
            var from = _layer.Channels.Add("room", name);
            for (var i = 0; i < 5; i++)
            {
                _layer.Channels.Close(name);
                from = heard.Last ?? from;
                _layer.Channels.Open(name, heard);
                Assert.NotNull(_layer.Channels.Add("room", name, from));
            }
            members.Add(heard.Recorded);
        }
        await Task.WhenAll(senders);

        var everything = _layer.Open("last");
        Join("room", "last", 0);
        var all = everything.Drain();
        Assert.Equal(Senders * Each, all.Count);
        foreach (var member in members)
        {
            var got = member.Drain();
            Assert.Equal(all.Skip(all.Count - got.Count), got);
        }
    }

    // Takes what comes while it is open; what comes after its position was read is dropped, as a page does.
    sealed class Listener : IChannelReceiver
    {
        readonly Lock _gate = new();

        public RecordingReceiver Recorded { get; } = new();

        public GroupPosition? Last { get; private set; }

        public void Deliver(ChannelMessage message)
        {
            lock (_gate)
            {
                if (Last is { } last && message.Position.Number <= last.Number)
                    return;
                Last = message.Position;
                Recorded.Deliver(message);
            }
        }

        public void Lost(string group) => throw new InvalidOperationException("Nothing is lost in one process.");
    }
}
