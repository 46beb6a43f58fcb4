using System.Net.WebSockets;
using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Consumers;

/// <summary>What a connection does about news of its channel layer; its whole life is tested on real sockets.</summary>
public sealed class ConnectionTests : IDisposable
{
    readonly FakeWebSocket _socket = new();
    readonly RecordingLog _log = new();
    readonly OpenSockets _sockets;
    readonly Connection _connection;

    sealed class Quiet : LiveGenWebSocketConsumer;

    public ConnectionTests()
    {
        var options = Options.Create(new LiveGenOptions());
        var channels = new InMemoryChannelLayer(options, NullLogger<InMemoryChannelLayer>.Instance, new ManualTimeProvider());
        _sockets = new OpenSockets(options, new ManualTimeProvider(), channels, groups: null!, _log);
        var endpoint = new ConsumerEndpoint(new ConsumerContract(typeof(Quiet), options.Value), origins: null!);
        _connection = new Connection(_socket, new DefaultHttpContext(), endpoint, _sockets);
    }

    public void Dispose() => _sockets.Dispose();

    [Fact]
    public void A_gap_that_nobody_can_fill_closes_the_socket_with_4410_and_keeps_its_session()
    {
        ((IChannelReceiver)_connection).Lost("room.lobby");

        Assert.Equal(["close 4410 re-render"], _socket.Sent);
        Assert.False(_connection.EndsSession);
        Assert.Contains("what room.lobby sent meanwhile cannot be had any more", Assert.Single(_log.Of(121)), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_process_that_has_taken_the_session_over_closes_the_socket_with_4409()
    {
        ((IChannelReceiver)_connection).Deliver(new ChannelMessage(null, GroupMessage.EncodeReplacement("12ab")));

        Assert.Equal(["close 4409 replaced"], _socket.Sent);
    }

    [Fact]
    public void A_group_cannot_take_a_session_over()
    {
        ((IChannelReceiver)_connection).Deliver(new ChannelMessage("room.lobby", GroupMessage.EncodeReplacement("12ab")));

        Assert.Empty(_socket.Sent);
    }

    [Fact]
    public async Task Once_the_page_has_closed_it_gets_no_group_s_commands_for_what_waited_before_them_is_dropped()
    {
        using var mayEnd = new ManualResetEventSlim();
        using var registered = _connection.Ended.Register(mayEnd.Wait); // meanwhile it is still in its groups
        var batch = Live.Render(() => SetTitle("news"));
        _socket.Closing = () => ((IChannelReceiver)_connection).Deliver(new ChannelMessage("room.lobby", batch.Message, new GroupPosition(1, 2)));
        _socket.CloseByPage(WebSocketCloseStatus.NormalClosure);

        var running = _connection.RunAsync();
        mayEnd.Set();
        await running;

        Assert.Equal(["close 1000 "], _socket.Sent);
    }

    [Theory]
    [InlineData(CloseCodes.Normal, true)]
    [InlineData(CloseCodes.Malformed, true)]
    [InlineData(CloseCodes.SignInNeeded, true)]
    [InlineData(CloseCodes.Denied, true)]
    [InlineData(CloseCodes.TooFast, true)]
    [InlineData(CloseCodes.ConsumerFailed, true)]
    [InlineData(4500, true)]
    [InlineData(CloseCodes.TryLater, false)]
    [InlineData(CloseCodes.Restart, false)]
    [InlineData(CloseCodes.NoHello, false)]
    public void What_may_be_a_fault_of_the_network_or_of_the_process_keeps_the_session(int code, bool ends)
    {
        _connection.Close(code, reason: null);

        Assert.Equal(ends, _connection.EndsSession);
    }
}
