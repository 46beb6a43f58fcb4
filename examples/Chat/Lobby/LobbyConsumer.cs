using Chat.Rooms;

namespace Chat.Lobby;

/// <summary>One open page of the lobby: its list of rooms changes as people come and go.</summary>
sealed class LobbyConsumer(IWhoIsHere here) : LiveGenWebSocketConsumer, IHandle<OnlineChanged>
{
    protected override IEnumerable<string> Groups => [ChatRooms.Lobby];

    // What changed while the page was loading, or away.
    protected override async ValueTask OnConnectedAsync() => Morph("rooms", LobbyPage.Rooms(await here.RoomsAsync()));

    public async ValueTask HandleAsync(OnlineChanged changed, CancellationToken ct) =>
        Morph("rooms", LobbyPage.Rooms(await here.RoomsAsync(changed.Change)));
}
