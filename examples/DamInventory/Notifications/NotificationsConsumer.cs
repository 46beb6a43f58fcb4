using System.Globalization;
using DamInventory.Dams;
using DamInventory.Map;

namespace DamInventory.Notifications;

/// <summary>The box's buttons.</summary>
public sealed record Refresh;

public sealed record Nevermind;

public sealed record ShowIt;

/// <summary>One open home page of somebody who has signed in: it tells what others add.</summary>
sealed class NotificationsConsumer(DamStore dams)
    : LiveGenWebSocketConsumer, IHandle<DamAdded>, IHandle<HydrographAdded>, IHandle<DamsImported>,
      IReceive<Refresh>, IReceive<Nevermind>, IReceive<ShowIt>
{
    const int MostShown = 20;

    // What the box is about.
    readonly List<long> _added = [];

    protected override IEnumerable<string> Groups => [News.Group];

    /// <summary>The newest dam that the page was rendered with.</summary>
    long Newest => long.TryParse(Query["newest"], CultureInfo.InvariantCulture, out var id) ? id : long.MaxValue;

    // What was added while the page was loading, or away.
    protected override async ValueTask OnConnectedAsync()
    {
        foreach (var id in await dams.AddedAfterAsync(Newest, MostShown, Ended))
            Tell(id);
    }

    public ValueTask HandleAsync(DamAdded added, CancellationToken ct)
    {
        if (added.Id > Newest) // else the page was rendered with it: its sender's own
            Tell(added.Id);
        return default;
    }

    public async ValueTask HandleAsync(HydrographAdded added, CancellationToken ct)
    {
        if (await dams.FindAsync(added.DamId, ct) is not { } dam)
            return;
        _added.Add(dam.Id);
        NotificationBox.Show($"A hydrograph has been added to {dam.Name}.", "Show it", this);
    }

    public ValueTask HandleAsync(DamsImported imported, CancellationToken ct)
    {
        NotificationBox.Show($"{imported.Count:N0} dams have been added. Refresh this page to load them.", show: null, this);
        return default;
    }

    public ValueTask ReceiveAsync(Refresh refresh, CancellationToken ct)
    {
        Reload();
        return default;
    }

    public ValueTask ReceiveAsync(Nevermind nevermind, CancellationToken ct)
    {
        CloseBox();
        return default;
    }

    /// <summary>Puts what is new on the map and into the list, without loading the page.</summary>
    public async ValueTask ReceiveAsync(ShowIt showIt, CancellationToken ct)
    {
        foreach (var id in _added.Distinct().TakeLast(MostShown))
        {
            if (await dams.FindAsync(id, ct) is { } dam)
                HomePage.Point(dam);
        }
        CloseBox();
    }

    void Tell(long id)
    {
        if (!_added.Contains(id))
            _added.Add(id);
        if (_added.Count == 1)
            NotificationBox.Show("A new dam has been added. Refresh this page to load it.", "Show it", this);
        else
            NotificationBox.Show($"{_added.Count} new dams have been added. Refresh this page to load them.", "Show them", this);
    }

    void CloseBox()
    {
        _added.Clear();
        NotificationBox.Hide();
    }
}
