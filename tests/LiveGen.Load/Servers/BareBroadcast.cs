using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Load.Servers;

/// <summary>
/// The floor: the bytes are made once and go into <see cref="WebSocket.SendAsync(ReadOnlyMemory{byte}, WebSocketMessageType, bool, CancellationToken)"/>
/// of one socket after the other. No consumer, no queue, no order across senders, no limit.
/// </summary>
sealed class BareBroadcast : IBroadcast
{
    readonly ConcurrentDictionary<string, ConcurrentDictionary<WebSocket, byte>> _groups = new();

    public void AddServices(WebApplicationBuilder builder)
    {
    }

    public void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.MapGet("/ws", ServeAsync);
    }

    public async ValueTask SendAsync(string group, string stamp)
    {
        ReadOnlyMemory<byte> frame = Encoding.UTF8.GetBytes(
            $"[\"commands\",[[\"livegen.append\",\"{Message.Target}\",\"<li><b>{Message.Author}</b>{stamp}{Message.Text}</li>\"]]]");
        List<ValueTask>? pending = null;
        foreach (var (socket, _) in _groups[group])
        {
            var sent = socket.SendAsync(frame, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
            if (!sent.IsCompletedSuccessfully)
                (pending ??= []).Add(sent);
        }
        foreach (var sent in pending ?? [])
            await sent;
    }

    async Task ServeAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        foreach (var group in IBroadcast.GroupsOf(http))
            _groups.GetOrAdd(group, static _ => new()).TryAdd(socket, 0);
        try
        {
            while ((await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // The client went away without a close frame, as it does when it has measured.
        }
        foreach (var group in _groups.Values)
            group.TryRemove(socket, out _);
    }
}
