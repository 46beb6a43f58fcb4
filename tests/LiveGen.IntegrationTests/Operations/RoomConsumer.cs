using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>Lists whom its query names, and shows who comes, who goes and who is there.</summary>
sealed class RoomConsumer(IGroupPresence presence, Ledger ledger)
    : LiveGenWebSocketConsumer, IReceive<Say>, IReceive<Leave>, IHandle<PresenceChanged>
{
    protected override async ValueTask OnConnectedAsync()
    {
        await JoinGroupAsync("room");
        if (Query.ContainsKey("name"))
            await TrackAsync("room", Query["name"]!, Query["meta"].FirstOrDefault());
    }

    protected override ValueTask OnDisconnectedAsync(int? closeCode)
    {
        ledger.Add("left");
        return default;
    }

    public async ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken) => await TrackAsync("room", message.Text);

    public async ValueTask ReceiveAsync(Leave message, CancellationToken cancellationToken) => await UntrackAsync(message.Group);

    public async ValueTask HandleAsync(PresenceChanged changed, CancellationToken cancellationToken)
    {
        var here = await presence.ListAsync(changed, cancellationToken);
        SetTitle($"+{string.Join(',', changed.Joined)} -{string.Join(',', changed.Left)} = " +
            string.Join(' ', here.Select(who => $"{who.Key}{who.Meta<string>()}:{who.Sockets}")));
    }
}
