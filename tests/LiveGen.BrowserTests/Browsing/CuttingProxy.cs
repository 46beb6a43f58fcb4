using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>A network between browser and server that breaks: after so many bytes of one connection, or now.</summary>
sealed class CuttingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<TcpClient, bool> _browsers = new();
    readonly Task _accepting;
    Uri _server;
    long _cutAfter;
    int _cuts;

    public CuttingProxy(string server)
    {
        _server = new Uri(server);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How often it has broken.</summary>
    public int Cuts => _cuts;

    /// <summary>Leads new connections to another server.</summary>
    public void Lead(string server) => _server = new Uri(server);

    /// <summary>Breaks every connection there is.</summary>
    public void Cut()
    {
        foreach (var browser in _browsers.Keys)
            browser.Close();
    }

    /// <summary>Breaks the first connection that brings more from the browser than this.</summary>
    public void CutAfter(long bytes) => Volatile.Write(ref _cutAfter, bytes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
        }
    }

    async Task ServeAsync(TcpClient browser)
    {
        using var server = new TcpClient();
        using (browser)
        {
            try
            {
                _browsers[browser] = true;
                await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                await Task.WhenAny(
                    CopyAsync(browser.GetStream(), server.GetStream(), isFromBrowser: true),
                    CopyAsync(server.GetStream(), browser.GetStream(), isFromBrowser: false));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
            }
            _browsers.TryRemove(browser, out _);
        }
    }

    async Task CopyAsync(NetworkStream from, NetworkStream to, bool isFromBrowser)
    {
        var buffer = new byte[16 * 1024];
        long passed = 0;
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            passed += read;
            if (isFromBrowser && Volatile.Read(ref _cutAfter) is > 0 and var limit && passed > limit)
            {
                Volatile.Write(ref _cutAfter, 0);
                Interlocked.Increment(ref _cuts);
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
