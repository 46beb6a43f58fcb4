namespace LiveGen.Load.Clients;

/// <summary>What a client says to one kind of server.</summary>
/// <param name="Name">The server's argument.</param>
/// <param name="Title">Its name in the report.</param>
/// <param name="Subprotocol">The WebSocket subprotocol, if any.</param>
/// <param name="Hello">The first message, which the server answers; null when it expects none, or when a page says it.</param>
/// <param name="HasPage">Whether each client fetches a page first, and says hello with its token: it can come back.</param>
/// <param name="Groups">What the names of its groups begin with.</param>
sealed record Dialect(
    string Name, string Title, string? Subprotocol = null, string? Hello = null, bool HasPage = false, string Groups = "")
{
    public static IReadOnlyList<Dialect> All { get; } =
    [
        new("bare", "WebSocket.SendAsync"),
        new("livegen", "LiveGen", "livegen.v1", HasPage: true),
        // No token: no session. No history: nothing is numbered, and nothing could be played again.
        new("livegen", "LiveGen, without resume", "livegen.v1", """["hello",{"v":1}]""", Groups: "ephemeral."),
        new("signalr", "SignalR (JSON)", Hello: "{\"protocol\":\"json\",\"version\":1}\u001e"),
    ];
}
