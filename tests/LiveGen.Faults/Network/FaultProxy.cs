using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveGen.Faults.Network;

/// <summary>
/// A TCP proxy on a free port of 127.0.0.1 that fails as networks do, on command. With several servers behind it, it is
/// their load balancer: connections take turns, and one that a server refuses goes to the next.
/// </summary>
sealed class FaultProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<Link, byte> _links = new();
    readonly ConcurrentDictionary<Task, byte> _serving = new();
    readonly Task _accepting;
    volatile int[] _servers;
    int _connections;
    int _turn;

    public FaultProxy(params int[] servers)
    {
        _servers = servers;
        _listener.Start(backlog: 1024);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public Direction ToServer { get; } = new();

    public Direction ToClient { get; } = new();

    /// <summary>The ports that new connections go to.</summary>
    public IReadOnlyList<int> Servers
    {
        get => _servers;
        set => _servers = [.. value];
    }

    /// <summary>How many connections were accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Both directions at once.</summary>
    public Fault Both
    {
        set => (ToServer.Fault, ToClient.Fault) = (value, value);
    }

    /// <summary>
    /// Accepts connections, keeps those that are there, and forwards nothing: the network between has gone, and nobody is told.
    /// Ends when a direction gets another fault.
    /// </summary>
    public void Blackhole() => Both = Fault.Stall;

    /// <summary>Ends open connections with RST, all or as many as said.</summary>
    public void Reset(int count = int.MaxValue)
    {
        foreach (var link in _links.Keys.Take(count))
            link.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Reset();
        await Task.WhenAll(_serving.Keys);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                var serving = ServeAsync(client);
                _serving.TryAdd(serving, 0);
                _ = serving.ContinueWith(done => _serving.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        if (await ReachAsync() is not { } server)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Dispose();
            return;
        }
        using var link = new Link(client, server, ToServer, ToClient);
        _links.TryAdd(link, 0);
        if (_stop.IsCancellationRequested)
            link.Reset();
        await link.RunAsync();
        _links.TryRemove(link, out _);
    }

    // Null when no server takes the connection.
    async Task<Socket?> ReachAsync()
    {
        var servers = _servers;
        try
        {
            await ToServer.OpenAsync(_stop.Token);
            for (var i = 0; i < servers.Length; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    var turn = (uint)Interlocked.Increment(ref _turn);
                    await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, servers[turn % servers.Length]), _stop.Token);
                    return socket;
                }
                catch (SocketException)
                {
                    socket.Dispose();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The proxy ends.
        }
        return null;
    }
}
