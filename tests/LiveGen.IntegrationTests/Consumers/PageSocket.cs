using System.Net.WebSockets;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using LiveGen.Commands;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>Headers of a handshake.</summary>
sealed class HeaderList(ClientWebSocketOptions options)
{
    /// <summary>Whom they sign in.</summary>
    public ClaimsPrincipal User => HeaderUser.Of(name => name == "X-User" && _name is not null ? _name : _headers.GetValueOrDefault(name));

    string? _name;

    /// <summary>A cookie among them signs in whom only the server knows.</summary>
    public HeaderList SignsIn(string name)
    {
        _name = name;
        return this;
    }

    readonly Dictionary<string, string> _headers = [];

    public HeaderList Add(string name, string value)
    {
        _headers[name] = value;
        options.SetRequestHeader(name, value);
        return this;
    }
}

/// <summary>The page's end of a socket, driven by hand.</summary>
sealed partial class PageSocket : IDisposable
{
    [System.Text.RegularExpressions.GeneratedRegex(""",\{"g":"[^"]*"(,"p":"[^"]*")?\}\]$""")]
    private static partial System.Text.RegularExpressions.Regex Origin();

    /// <summary>How long a test waits for something that must come before it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly ClientWebSocket _socket = new();

    public WebSocketState State => _socket.State;

    /// <summary>What the page was rendered with.</summary>
    public PageKey Key { get; } = new(RandomNumberGenerator.GetBytes(PageKey.Length), DateTimeOffset.MaxValue);

    /// <summary>Who looks at the page.</summary>
    public ClaimsPrincipal User { get; private set; } = new();

    /// <summary>The socket's path and query, as a template's callbacks name it.</summary>
    public string Path { get; private set; } = "";

    public static async Task<PageSocket> ConnectAsync(Uri address, Action<HeaderList>? headers)
    {
        var page = new PageSocket();
        page._socket.Options.AddSubProtocol(Protocol.Subprotocol);
        page._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        page._socket.Options.CollectHttpResponseDetails = true;
        var list = new HeaderList(page._socket.Options);
        headers?.Invoke(list);
        page.User = list.User;
        page.Path = address.PathAndQuery;
        var url = new UriBuilder(address) { Scheme = "ws" }.Uri;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await page._socket.ConnectAsync(url, limit.Token);
        }
        catch (WebSocketException) when (page._socket.HttpStatusCode != 0)
        {
            throw new HandshakeRefusedException((int)page._socket.HttpStatusCode);
        }
        return page;
    }

    /// <summary>Sends a callback of the page's template, whose arguments the browser has filled.</summary>
    public Task CallAsync(string frame) => SendAsync(PageSeals.Sealed(Key, Path, frame));

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool end = true)
    {
        using var limit = new CancellationTokenSource(Patience);
        await _socket.SendAsync(bytes, type, end, limit.Token);
    }

    /// <summary>The next frame from the server, without what a page needs for coming back alone: news of groups, and positions.</summary>
    public async Task<string> ReceiveAsync()
    {
        while (true)
        {
            var frame = await ReceiveWholeAsync();
            if (!frame.StartsWith("[\"groups\",", StringComparison.Ordinal))
                return Origin().Replace(frame, "]");
        }
    }

    /// <summary>The next frame from the server as it is; fails when the socket closes instead.</summary>
    public async Task<string> ReceiveWholeAsync() =>
        await ReceiveOrCloseAsync() ?? throw new Xunit.Sdk.XunitException($"closed with {CloseCode} instead of a frame");

    /// <summary>Reads on until the server closes, and answers; returns the code, and what came before it.</summary>
    public async Task<int> CloseAsync(List<string>? before = null)
    {
        while (await ReceiveOrCloseAsync() is { } frame)
            before?.Add(frame);
        if (_socket.State == WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return CloseCode ?? 0;
    }

    /// <summary>Closes from the page's side and waits for the answer.</summary>
    public async Task LeaveAsync(int code = 1000)
    {
        using var limit = new CancellationTokenSource(Patience);
        await _socket.CloseAsync((WebSocketCloseStatus)code, null, limit.Token);
    }

    /// <summary>Sends a probe and expects that nothing comes before its answer: the server has taken all that was sent.</summary>
    public async Task SettleAsync()
    {
        await SendAsync("""["ping"]""");
        Assert.Equal("""["pong"]""", await ReceiveAsync());
    }

    /// <summary>Drops the connection without a close frame.</summary>
    public void Cut() => _socket.Abort();

    public void Dispose() => _socket.Dispose();

    int? CloseCode => (int?)_socket.CloseStatus;

    async Task<string?> ReceiveOrCloseAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            if (read.MessageType == WebSocketMessageType.Close)
                return null;
            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
                return Encoding.UTF8.GetString(message.ToArray());
        }
    }
}

/// <summary>The server answered a handshake with a status instead of a socket.</summary>
sealed class HandshakeRefusedException(int status) : Exception($"refused with {status}")
{
    public int Status { get; } = status;
}
