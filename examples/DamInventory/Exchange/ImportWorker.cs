using DamInventory.Dams;
using DamInventory.Notifications;
using Microsoft.Extensions.Options;

namespace DamInventory.Exchange;

/// <summary>Work for whichever process is free: bring an import to its end.</summary>
public sealed record RunImport(string Id, string Owner);

/// <summary>Imports, and says at the page how far it is. It goes on when the page is closed.</summary>
sealed class ImportWorker(ImportStore imports, IGroupSender groups, IOptions<InventoryOptions> options) : ChannelWorker, IHandle<RunImport>
{
    public const string Name = "imports";

    const int Batch = 100; // a transaction each: short enough for others to add in between

    public static string Group(string id) => $"import.{id}";

    public async ValueTask HandleAsync(RunImport work, CancellationToken ct)
    {
        if (await imports.FindAsync(work.Id, work.Owner, ct) is not { } import)
            return;
        var begin = import.Done;
        var dams = await imports.DamsAsync(work.Id, ct);
        while (import.Done < import.Total)
        {
            var next = dams.Skip(import.Done).Take(Batch).ToList();
            if (await NextAsync(import, next, ct) is not { } advanced)
                return; // another process is at it
            import = advanced;
            await groups.SendCommandsAsync(Group(work.Id), Live.Render(() => ImportStatus.Write(import), ImportStatus.Id), ct);
            if (import.State == ImportState.Full)
                break;
        }
        if (import.Done > begin)
            await groups.SendAsync(News.Group, new DamsImported(import.Done - begin), ct);
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
