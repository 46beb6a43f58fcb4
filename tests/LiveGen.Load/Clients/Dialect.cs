namespace LiveGen.Load.Clients;

/// <summary>What a client says to one kind of server.</summary>
/// <param name="Name">The server's argument.</param>
/// <param name="Title">Its name in the report.</param>
/// <param name="Subprotocol">The WebSocket subprotocol, if any.</param>
/// <param name="Hello">The first message, which the server answers; null when it expects none.</param>
sealed record Dialect(string Name, string Title, string? Subprotocol, string? Hello)
{
    public static IReadOnlyList<Dialect> All { get; } =
    [
        new("bare", "WebSocket.SendAsync", null, null),
        new("livegen", "LiveGen", "livegen.v1", """["hello",{"v":1}]"""),
        new("signalr", "SignalR (JSON)", null, "{\"protocol\":\"json\",\"version\":1}\u001e"),
    ];
}
