using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LiveGen.Tests.Shared;
using Xunit;

namespace LiveGen.Faults.Network;

public sealed class FaultProxyTests : IAsyncLifetime
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    static readonly byte[] s_hello = "hello"u8.ToArray();

    readonly TcpListener _server = new(IPAddress.Loopback, 0);
    readonly Socket _client = new(SocketType.Stream, ProtocolType.Tcp);
    FaultProxy _proxy = null!;
    Socket _behind = null!;

    public async Task InitializeAsync()
    {
        _server.Start();
        _proxy = new FaultProxy(((IPEndPoint)_server.LocalEndpoint).Port);
        await _client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        _behind = await _server.AcceptSocketAsync().WaitAsync(s_patience);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _behind.Dispose();
        _server.Stop();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_pass_both_ways_and_are_counted()
    {
        await _client.SendAsync(s_hello);
        await ReceiveAsync(_behind, 5);
        await _behind.SendAsync(s_hello);
        await _behind.SendAsync(s_hello);
        await ReceiveAsync(_client, 10);
        // Bytes are counted when they have been given on, and may be received before.
        await Until.SoAsync(() => _proxy.ToServer.Bytes >= 5 && _proxy.ToClient.Bytes >= 10, "what has passed is counted");
        Assert.Equal((5, 10, 1), (_proxy.ToServer.Bytes, _proxy.ToClient.Bytes, _proxy.Connections));
    }

    [Fact]
    public async Task An_end_of_one_direction_leaves_the_other_open()
    {
        _client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await _behind.ReceiveAsync(new byte[1]).WaitAsync(s_patience));
        await _behind.SendAsync(s_hello);
        await ReceiveAsync(_client, 5);
    }

    [Fact]
    public async Task A_delay_delays()
    {
        _proxy.ToServer.Fault = Fault.Delay(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        await _client.SendAsync(s_hello);
        await ReceiveAsync(_behind, 5);
        Assert.InRange(watch.ElapsedMilliseconds, 190, 20_000);
    }

    [Fact]
    public async Task A_throttle_lets_no_more_through()
    {
        _proxy.ToServer.Fault = Fault.Throttle(100_000);
        var watch = Stopwatch.StartNew();
        await _client.SendAsync(new byte[30_000]);
        await ReceiveAsync(_behind, 30_000);
        Assert.InRange(watch.ElapsedMilliseconds, 250, 20_000);
    }

    [Fact]
    public async Task A_stall_keeps_what_is_sent_until_it_ends_and_the_other_direction_goes_on()
    {
        _proxy.ToServer.Fault = Fault.Stall;
        await _client.SendAsync(s_hello);
        await _behind.SendAsync(s_hello);
        await ReceiveAsync(_client, 5);
        await HeldAsync(_proxy.ToServer);
        Assert.Equal(0, _proxy.ToServer.Bytes);

        _proxy.ToServer.Fault = Fault.Pass;
        await ReceiveAsync(_behind, 5);
    }

    [Fact]
    public async Task A_stalled_reader_stops_its_sender()
    {
        _proxy.ToServer.Fault = Fault.Stall;
        var reading = _behind.ReceiveAsync(new byte[1]);
        _client.SendTimeout = 1000;

        var lost = await Assert.ThrowsAsync<SocketException>(() => Task.Run(SendForever).WaitAsync(s_patience));

        Assert.Equal(SocketError.TimedOut, lost.SocketErrorCode);
        Assert.False(reading.IsCompleted); // it is not the other side that does not read
    }

    [Fact]
    public async Task A_blackhole_accepts_and_forwards_nothing_until_it_ends()
    {
        _proxy.Blackhole();
        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await late.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        await late.SendAsync(s_hello);
        await _client.SendAsync(s_hello);
        await _behind.SendAsync(s_hello);
        await HeldAsync(_proxy.ToServer); // the late one, which waits for its server, or the other
        await HeldAsync(_proxy.ToServer);
        await HeldAsync(_proxy.ToClient);
        Assert.Equal((0, 0), (_proxy.ToServer.Bytes, _proxy.ToClient.Bytes));
        Assert.False(_server.Pending());

        _proxy.Both = Fault.Pass;
        await ReceiveAsync(_behind, 5);
        await ReceiveAsync(_client, 5);
        using var behind = await _server.AcceptSocketAsync().WaitAsync(s_patience);
        await ReceiveAsync(behind, 5);
    }

    [Fact]
    public async Task A_reset_is_no_goodbye()
    {
        await _client.SendAsync(s_hello);
        await ReceiveAsync(_behind, 5);
        _proxy.Reset();
        foreach (var end in (Socket[])[_client, _behind])
        {
            var lost = await Assert.ThrowsAsync<SocketException>(() => end.ReceiveAsync(new byte[1]).WaitAsync(s_patience));
            Assert.Equal(SocketError.ConnectionReset, lost.SocketErrorCode);
        }
    }

    [Fact]
    public async Task A_cut_comes_after_exactly_so_many_bytes()
    {
        _proxy.ToServer.Fault = Fault.CutAfter(3);
        await _client.SendAsync(s_hello);
        await Assert.ThrowsAsync<SocketException>(() => _client.ReceiveAsync(new byte[1]).WaitAsync(s_patience));
        Assert.Equal(3, _proxy.ToServer.Bytes);
    }

    [Fact]
    public async Task A_reset_of_one_side_reaches_the_other()
    {
        await _client.SendAsync(s_hello);
        await ReceiveAsync(_behind, 5);
        _behind.LingerState = new LingerOption(enable: true, seconds: 0);
        _behind.Dispose();
        await Assert.ThrowsAsync<SocketException>(() => _client.ReceiveAsync(new byte[1]).WaitAsync(s_patience));
    }

    [Fact]
    public async Task Connections_take_turns_and_pass_by_a_server_that_is_gone()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        _proxy.Servers = [.. _proxy.Servers, ((IPEndPoint)other.LocalEndpoint).Port];
        _server.Stop();
        for (var i = 0; i < 2; i++)
        {
            using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
            using var behind = await other.AcceptSocketAsync().WaitAsync(s_patience);
        }
    }

    void SendForever()
    {
        var piece = new byte[64 * 1024];
        while (true)
            _client.Send(piece);
    }

    static async Task HeldAsync(Direction direction)
    {
        using var patience = new CancellationTokenSource(s_patience);
        await direction.HeldAsync(patience.Token);
    }

    static async Task ReceiveAsync(Socket socket, int count)
    {
        var buffer = new byte[count];
        for (var got = 0; got < count;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(got)).AsTask().WaitAsync(s_patience);
            Assert.NotEqual(0, read);
            got += read;
        }
    }
}
