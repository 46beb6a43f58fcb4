namespace DamInventory.Exchange;

/// <summary>One open page of an import: the worker tells it how far it is.</summary>
sealed class ImportConsumer(ImportStore imports) : LiveGenWebSocketConsumer
{
    protected override async ValueTask OnConnectedAsync()
    {
        var id = (string)RouteValues["id"]!;
        if (await imports.FindAsync(id, User.Identity!.Name!, Ended) is null)
        {
            await CloseAsync(CloseCodes.Denied, "no import of yours");
            return;
        }
        await JoinGroupAsync(ImportWorker.Group(id), Ended);
        // What happened while the page was loading, or away.
        if (await imports.FindAsync(id, User.Identity!.Name!, Ended) is { } import)
            await SendCommandsAsync(Render(() => ImportStatus.Write(import), ImportStatus.Id), Ended);
    }
}
