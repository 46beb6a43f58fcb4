using System.Globalization;
using DamInventory.Dams;
using DamInventory.Map;

namespace DamInventory.Notifications;

/// <summary>The buttons of a box, and what it is about: the id of the box first.</summary>
public sealed record Refresh;

public sealed record Nevermind(string Box);

public sealed record ShowDams(string Box, IReadOnlyList<long> Ids);

public sealed record ShowPlace(string Box, Bounds Where);

/// <summary>One open home page of somebody who has signed in: it tells what others add.</summary>
/// <remarks>
/// What others add while the page is loading or away it need not look for: LiveGen gives it the group's events from when the page
/// was rendered, each once, and renders the page anew when it cannot. What the page shows already is the page's: another server
/// that it comes to begins boxes of its own.
/// </remarks>
sealed class NotificationsConsumer(DamStore dams)
    : LiveGenWebSocketConsumer, IHandle<DamAdded>, IHandle<HydrographAdded>, IHandle<DamsImported>,
      IReceive<Refresh>, IReceive<Nevermind>, IReceive<ShowDams>, IReceive<ShowPlace>
{
    const string OneDam = "A new dam has been added. Refresh this page to load it.";

    // The dams of a box that are shown one by one; of more, the last.
    const int MostShown = 20;

    // What the boxes are about that this consumer has put on the page, and what tells them from another's.
    readonly string _own = Guid.NewGuid().ToString("N")[..8];
    readonly List<long> _dams = [], _hydrographs = [];
    DamsImported? _imported;

    protected override IEnumerable<string> Groups => [News.Group];

    /// <summary>The newest dam that the page was rendered with.</summary>
    long Newest => long.TryParse(Query["newest"], CultureInfo.InvariantCulture, out var id) ? id : long.MaxValue;

    public ValueTask HandleAsync(DamAdded added, CancellationToken ct)
    {
        if (added.Id <= Newest) // the page was rendered with it: its sender's own
            return default;
        Add(_dams, added.Id);
        ShowBox("dams", _dams, _dams.Count == 1
            ? OneDam
            : $"{_dams.Count} new dams have been added. Refresh this page to load them.");
        return default;
    }

    public async ValueTask HandleAsync(HydrographAdded added, CancellationToken ct)
    {
        if (await dams.FindAsync(added.DamId, ct) is not { } dam)
            return;
        Add(_hydrographs, dam.Id);
        ShowBox("hydrographs", _hydrographs, _hydrographs.Count == 1
            ? $"A hydrograph has been added to {dam.Name}."
            : $"{_hydrographs.Count} dams have new hydrographs, the last one {dam.Name}.");
    }

    public ValueTask HandleAsync(DamsImported imported, CancellationToken ct)
    {
        _imported = _imported is { } before ? new(before.Count + imported.Count, before.Where.With(imported.Where)) : imported;
        var box = BoxOf("import");
        var isOne = _imported.Count == 1;
        NotificationBox.Show(box, isOne ? OneDam : $"{_imported.Count:N0} dams have been added. Refresh this page to load them.", isOne ? "Show it" : "Show them",
            Socket.Callback<ShowPlace>(box, Constant(_imported.Where)), Socket);
        return default;
    }

    public ValueTask ReceiveAsync(Refresh refresh, CancellationToken ct)
    {
        Reload();
        return default;
    }

    public ValueTask ReceiveAsync(Nevermind nevermind, CancellationToken ct)
    {
        RemoveBox(nevermind.Box);
        return default;
    }

    /// <summary>Puts what is new on the map and into the list, without loading the page.</summary>
    public async ValueTask ReceiveAsync(ShowDams show, CancellationToken ct)
    {
        foreach (var id in show.Ids)
        {
            if (await dams.FindAsync(id, ct) is { } dam)
                HomePage.Point(dam);
        }
        RemoveBox(show.Box);
    }

    /// <summary>Leads the map to where many dams are new; it asks for them as after any move.</summary>
    public ValueTask ReceiveAsync(ShowPlace show, CancellationToken ct)
    {
        DamMap.Lead(show.Where.WithMargin(0.1));
        RemoveBox(show.Box);
        return default;
    }

    ConsumerSocket<NotificationsConsumer> Socket => Sockets.To<NotificationsConsumer>(new { newest = (string?)Query["newest"] });

    string BoxOf(string kind) => $"{kind}-{_own}";

    void ShowBox(string kind, List<long> ids, string text)
    {
        var box = BoxOf(kind);
        var shown = ids.TakeLast(MostShown).ToArray();
        NotificationBox.Show(box, text, ids.Count == 1 ? "Show it" : "Show them", Socket.Callback<ShowDams>(box, Constant<IReadOnlyList<long>>(shown)), Socket);
    }

    void RemoveBox(string box)
    {
        Remove(box);
        if (box == BoxOf("dams"))
            _dams.Clear();
        else if (box == BoxOf("hydrographs"))
            _hydrographs.Clear();
        else if (box == BoxOf("import"))
            _imported = null;
    }

    static void Add(List<long> ids, long id)
    {
        ids.Remove(id);
        ids.Add(id);
    }
}
