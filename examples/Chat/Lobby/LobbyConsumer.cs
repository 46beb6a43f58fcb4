using Chat.Rooms;

namespace Chat.Lobby;

/// <summary>One open page of the lobby: its list of rooms changes as people come and go.</summary>
sealed class LobbyConsumer(IGroupPresence presence) : LiveGenWebSocketConsumer, IHandle<PresenceChanged>
{
    protected override IEnumerable<string> Groups => [ChatRooms.Lobby];

    // What changed while the page was loading, or away.
    protected override async ValueTask OnConnectedAsync() => Show(await presence.ListAsync(ChatRooms.Lobby));

    public async ValueTask HandleAsync(PresenceChanged changed, CancellationToken ct) => Show(await presence.ListAsync(changed, ct));

    static void Show(IReadOnlyList<PresenceEntry> people) => Morph("rooms", LobbyPage.Rooms(LiveRoom.Of(people)));
}
