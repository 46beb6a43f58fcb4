using System.Net.WebSockets;
using System.Text;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class OutboundTests
{
    readonly FakeWebSocket _socket = new();
    readonly LiveGenOptions _options = new() { MaxQueuedFrames = 3, MaxQueuedBytes = 100 };
    readonly ManualTimeProvider _time = new();

    Outbound Create() => new(_socket, _options, _time);

    static ReadOnlyMemory<byte> Frame(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void An_idle_socket_is_written_to_at_once()
    {
        var outbound = Create();

        Assert.True(outbound.TrySend(Frame("a")));
        Assert.True(outbound.TrySend(Frame("b")));

        Assert.Equal(["a", "b"], _socket.Sent);
        Assert.Equal(0, outbound.SendingSince);
        Assert.True(outbound.FinishedAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_busy_socket_s_frames_wait_in_order_and_one_is_sent_at_a_time()
    {
        var outbound = Create();
        _socket.Holds = true;

        outbound.TrySend(Frame("a"));
        outbound.TrySend(Frame("b"));
        outbound.TrySend(Frame("c"));
        Assert.Equal(["a"], _socket.Sent);
        _socket.Release();
        Assert.Equal(["a", "b"], _socket.Sent);
        _socket.Holds = false;
        _socket.Release();
        outbound.TrySend(Frame("d"));

        Assert.Equal(["a", "b", "c", "d"], _socket.Sent);
    }

    [Fact]
    public void What_belongs_ahead_of_a_frame_goes_right_ahead_of_it()
    {
        var outbound = Create();

        outbound.TrySend(Frame("a"), Frame("ahead of a"));
        _socket.Holds = true;
        outbound.TrySend(Frame("b"), Frame("ahead of b"));
        outbound.TrySend(Frame("c"), Frame("ahead of c"));
        Assert.Equal(["ahead of a", "a", "ahead of b"], _socket.Sent);
        _socket.Holds = false;
        _socket.Release();

        Assert.Equal(["ahead of a", "a", "ahead of b", "b", "ahead of c", "c"], _socket.Sent);
    }

    [Fact]
    public void What_belongs_ahead_of_a_frame_takes_no_frame_s_place()
    {
        var outbound = Create();
        _socket.Holds = true;
        outbound.TrySend(Frame("sending"));

        Assert.True(outbound.TrySend(Frame("1"), Frame("ahead")));
        Assert.True(outbound.TrySend(Frame("2"), Frame("left out")));
        Assert.False(outbound.TrySend(Frame("3"), Frame("left out")));
        _socket.Holds = false;
        _socket.Release();

        Assert.Equal(["sending", "ahead", "1", "2"], _socket.Sent);
    }

    [Fact]
    public void As_many_frames_wait_as_allowed_and_not_one_more()
    {
        var outbound = Create();
        _socket.Holds = true;
        outbound.TrySend(Frame("sending"));

        Assert.True(outbound.TrySend(Frame("1")));
        Assert.True(outbound.TrySend(Frame("2")));
        Assert.True(outbound.TrySend(Frame("3")));
        Assert.False(outbound.TrySend(Frame("4")));
    }

    [Fact]
    public void As_many_bytes_wait_as_allowed_and_not_one_more()
    {
        var outbound = Create();
        _socket.Holds = true;
        outbound.TrySend(Frame(new string('x', 1000)));

        Assert.True(outbound.TrySend(Frame(new string('x', 60))));
        Assert.False(outbound.TrySend(Frame(new string('x', 41))));
        Assert.True(outbound.TrySend(Frame(new string('x', 40))));
    }

    [Fact]
    public void One_frame_of_any_size_may_wait()
    {
        var outbound = Create();
        _socket.Holds = true;
        outbound.TrySend(Frame("sending"));

        Assert.True(outbound.TrySend(Frame(new string('x', 101))));
        Assert.False(outbound.TrySend(Frame("y")));
    }

    [Fact]
    public void Closing_sends_what_waits_first_and_nothing_after()
    {
        var outbound = Create();
        _socket.Holds = true;
        outbound.TrySend(Frame("a"));
        outbound.TrySend(Frame("b"));

        outbound.Close(1012, "restart", flush: true);
        outbound.Close(1000, "again", flush: true);
        outbound.TrySend(Frame("late"));
        var finished = outbound.FinishedAsync();
        Assert.False(finished.IsCompleted);
        _socket.Holds = false;
        _socket.Release();

        Assert.Equal(["a", "b", "close 1012 restart"], _socket.Sent);
        Assert.True(finished.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_send_that_fails_ends_sending()
    {
        var outbound = Create();
        _socket.Holds = true;
        outbound.TrySend(Frame("a"));
        outbound.TrySend(Frame("b"));
        var finished = outbound.FinishedAsync();

        _socket.Release(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));

        Assert.True(finished.IsCompletedSuccessfully);
        Assert.True(outbound.TrySend(Frame("c")));
        Assert.Equal(["a"], _socket.Sent);
    }

    [Fact]
    public void How_long_a_send_takes_is_known()
    {
        var outbound = Create();
        _socket.Holds = true;
        var before = _time.GetTimestamp();
        outbound.TrySend(Frame("a"));

        Assert.Equal(before, outbound.SendingSince);
        _socket.Release();
        Assert.Equal(0, outbound.SendingSince);
    }

    [Fact]
    public async Task Many_threads_lose_no_frame()
    {
        const int Threads = 8;
        const int Each = 2000;
        var socket = new FakeWebSocket { Records = false };
        var outbound = new Outbound(socket, new LiveGenOptions { MaxQueuedFrames = Threads * Each }, _time);
        var frame = Frame("x");

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                Assert.True(outbound.TrySend(frame));
        })));

        await outbound.FinishedAsync();
        Assert.Equal(Threads * Each, socket.SentFrames);
    }
}
