using System.Net.WebSockets;
using System.Text;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace LiveGen.Tests.Consumers;

/// <summary>Frames that many sockets get, past each of them, with the real implementation of sockets above.</summary>
public sealed class SocketTransportTests : IAsyncLifetime
{
    const string Close = "88";

    readonly HeldStream _connection = new();
    SocketTransport _transport = null!;
    WebSocket _socket = null!;
    Outbound _outbound = null!;

    public async Task InitializeAsync()
    {
        _transport = new SocketTransport(_connection);
        _socket = WebSocket.CreateFromStream(await _transport.UpgradeAsync(), new WebSocketCreationOptions { IsServer = true });
        _outbound = new Outbound(_socket, new LiveGenOptions(), new ManualTimeProvider(), _transport);
    }

    public async Task DisposeAsync()
    {
        _socket.Dispose();
        await _transport.DisposeAsync();
    }

    static SocketFrame Shared(string text)
    {
        var frame = SocketFrame.Create(text.Length, out var message);
        Encoding.UTF8.GetBytes(text, message);
        return frame;
    }

    static SocketFrame Own(string text) => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text);

    Task SaySomethingAsync() => _socket.SendAsync("socket"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    [Fact]
    public void Both_kinds_of_frames_go_out_in_order()
    {
        _outbound.TrySend(Shared("a"));
        _outbound.TrySend(Own("b"));
        _outbound.TrySend(Shared("c"), ahead: "ahead of c"u8.ToArray());

        Assert.Equal(["a", "b", "ahead of c", "c"], _connection.Written);
    }

    [Fact]
    public async Task Frames_for_a_busy_connection_wait_for_one_another()
    {
        _connection.Holds = true;
        _outbound.TrySend(Shared("a"));
        _outbound.TrySend(Own("b"));
        _outbound.TrySend(Shared("c"));
        Assert.Equal(["a"], _connection.Written);

        _connection.Release();
        Assert.Equal(["a", "b"], _connection.Written);
        _connection.Holds = false;
        _connection.Release();
        await _outbound.FinishedAsync();

        Assert.Equal(["a", "b", "c"], _connection.Written);
    }

    [Fact]
    public async Task What_the_socket_says_waits_for_a_frame_and_goes_out_before_the_next_one()
    {
        _connection.Holds = true;
        _outbound.TrySend(Shared("a"));
        _outbound.TrySend(Shared("b"));
        var said = SaySomethingAsync();
        Assert.False(said.IsCompleted);
        _connection.Holds = false;
        _connection.Release();
        await said;
        await _outbound.FinishedAsync();

        Assert.Equal(["a", "socket", "b"], _connection.Written);
    }

    [Fact]
    public async Task A_frame_waits_for_what_the_socket_says()
    {
        _connection.Holds = true;
        var said = SaySomethingAsync();
        _outbound.TrySend(Shared("a"));
        Assert.Equal(["socket"], _connection.Written);
        _connection.Holds = false;
        _connection.Release();
        await said;
        await _outbound.FinishedAsync();

        Assert.Equal(["socket", "a"], _connection.Written);
    }

    [Fact]
    public async Task Nothing_follows_the_socket_s_own_close_frame()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.ProtocolError, null, CancellationToken.None);

        _outbound.TrySend(Shared("late"));
        _outbound.TrySend(Shared("later"));

        Assert.Equal([Close], _connection.Written);
        await _outbound.FinishedAsync();
    }

    [Fact]
    public async Task The_close_frame_goes_behind_the_frames_that_wait()
    {
        _connection.Holds = true;
        _outbound.TrySend(Shared("a"));
        _outbound.TrySend(Shared("b"));
        _outbound.Close(1012, "restart", flush: true);
        _connection.Holds = false;
        _connection.Release();
        await _outbound.FinishedAsync();

        Assert.Equal(["a", "b", Close], _connection.Written);
    }

    [Fact]
    public async Task A_connection_that_is_lost_ends_sending_and_keeps_nobody_waiting()
    {
        _connection.Throws = true;
        _outbound.TrySend(Shared("a"));

        Assert.True(_outbound.FinishedAsync().IsCompletedSuccessfully);
        await Assert.ThrowsAnyAsync<Exception>(SaySomethingAsync);
        Assert.Empty(_connection.Written);
    }

    [Fact]
    public async Task A_frame_that_is_lost_on_its_way_keeps_nobody_waiting()
    {
        _connection.Holds = true;
        _outbound.TrySend(Shared("a"));
        _outbound.TrySend(Shared("b"));
        var said = SaySomethingAsync();
        _connection.Holds = false;
        _connection.Release(new IOException("The connection is gone."));
        await said;
        await _outbound.FinishedAsync();

        Assert.Equal(["a", "socket"], _connection.Written);
    }

    [Fact]
    public async Task A_frame_does_not_wait_for_the_socket_s_flush_and_one_through_the_socket_does()
    {
        _connection.HoldsFlush = true;
        var said = SaySomethingAsync();
        Assert.True(_outbound.TrySend(Shared("a")));
        Assert.Equal(["socket", "a"], _connection.Written);
        _outbound.TrySend(Own("b"));
        _outbound.TrySend(Shared("c"));
        Assert.Equal(["socket", "a"], _connection.Written);
        _connection.HoldsFlush = false;
        _connection.ReleaseFlush();
        await said;
        await _outbound.FinishedAsync();

        Assert.Equal(["socket", "a", "b", "c"], _connection.Written);
    }

    [Fact]
    public async Task The_socket_s_own_close_frame_goes_behind_the_frame_that_is_written()
    {
        _connection.Holds = true;
        _outbound.TrySend(Shared("a"));
        var closed = _socket.CloseOutputAsync(WebSocketCloseStatus.ProtocolError, null, CancellationToken.None);
        _connection.Holds = false;
        _connection.Release();
        await closed;
        _outbound.TrySend(Shared("late"));
        await _outbound.FinishedAsync();

        Assert.Equal(["a", Close], _connection.Written);
    }

    [Fact]
    public void Of_other_servers_than_Kestrel_everything_goes_through_the_socket()
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpUpgradeFeature>(_connection);

        SocketTransport.Install(http);

        Assert.Same(_connection, http.Features.Get<IHttpUpgradeFeature>());
        Assert.Null(SocketTransport.Of(http));
    }
}
