using DamInventory.Dams;
using DamInventory.Map;
using DamInventory.Notifications;
using Microsoft.Extensions.Options;

namespace DamInventory.Exchange;

/// <summary>Work for whichever process is free: bring an import to its end.</summary>
public sealed record RunImport(string Id, string Owner);

/// <summary>
/// Imports, and says at the page how far it is. It goes on when the page is closed, and, because <see cref="ImportRecovery"/> asks
/// again, when its process dies.
/// </summary>
sealed class ImportWorker(ImportStore imports, IGroupSender groups, IOptions<InventoryOptions> options) : ChannelWorker, IHandle<RunImport>
{
    public const string Name = "imports";

    const int Batch = 100; // a transaction each: short enough for others to add in between

    public static string Group(string id) => $"import.{id}";

    public async ValueTask HandleAsync(RunImport work, CancellationToken ct)
    {
        if (await imports.FindAsync(work.Id, work.Owner, ct) is not { State: ImportState.Running } import)
            return; // asked twice
        var dams = await imports.DamsAsync(work.Id, ct);
        while (import.State == ImportState.Running)
        {
            var next = dams.Skip(import.Done).Take(Batch).ToList();
            if (await NextAsync(import, next, ct) is not { } advanced)
                return; // another process is at it, and tells
            import = advanced;
            await groups.SendCommandsAsync(Group(work.Id), Live.Render(() => ImportStatus.Write(import), ImportStatus.Id), ct);
        }
        // All of it, also what a process has imported that died before it could tell.
        if (import.Done > 0)
            await groups.SendAsync(News.Group, new DamsImported(
                import.Done, Bounds.Around(dams.Take(import.Done).Select(dam => (dam.Longitude, dam.Latitude)))), ct);
    }

    // The last dams that fit are added one by one.
    async Task<Import?> NextAsync(Import import, List<DamFacts> dams, CancellationToken ct)
    {
        var max = options.Value.MaxDams;
        var advanced = await imports.AdvanceAsync(import.Id, import.Done, dams, max, ct);
        return advanced?.State == ImportState.Full && dams.Count > 1
            ? await imports.AdvanceAsync(import.Id, import.Done, dams[..1], max, ct)
            : advanced;
    }
}
