using DamInventory.Dams;

namespace DamInventory.Notifications;

/// <summary>One open table of dams: it grows when somebody adds to the inventory.</summary>
sealed class DamsConsumer : LiveGenWebSocketConsumer, IHandle<DamAdded>, IHandle<HydrographAdded>, IHandle<DamsImported>
{
    protected override IEnumerable<string> Groups => [News.Group];

    public ValueTask HandleAsync(DamAdded added, CancellationToken ct) => TellChanged();

    public ValueTask HandleAsync(HydrographAdded added, CancellationToken ct) => TellChanged();

    public ValueTask HandleAsync(DamsImported imported, CancellationToken ct) => TellChanged();

    // Which rows it shows only the page knows: it asks for them again.
    static ValueTask TellChanged()
    {
        Dispatch(DamTable.Id, "damschanged");
        return default;
    }
}
