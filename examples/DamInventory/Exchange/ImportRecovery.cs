using System.Data.Common;

namespace DamInventory.Exchange;

/// <summary>
/// Has imports continued whose process has died: all of them when this one starts, and those of others that stand still. An import
/// goes on where it was, because how far it is and its dams are in the database.
/// </summary>
sealed partial class ImportRecovery(ImportStore imports, IChannelLayer channels, TimeProvider time, ILogger<ImportRecovery> log) : BackgroundService
{
    /// <summary>How often it looks. One that has not advanced from one look to the next stands still: a batch takes some milliseconds.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = new HashSet<Import>();
        var isStart = true;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                seen = await LookAsync(isStart ? null : seen, stoppingToken);
                isStart = false;
            }
            catch (Exception e) when (e is DbException or ChannelLayerException)
            {
                LogFailure(e); // the next look tries again
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // An import that works, or waits behind another in a worker's queue, is asked for in vain: each batch is taken by one.
    async Task<HashSet<Import>> LookAsync(HashSet<Import>? before, CancellationToken ct)
    {
        var running = await imports.RunningAsync(ct);
        foreach (var import in running.Where(import => before is null || before.Contains(import)))
        {
            LogContinued(import.Id, import.Done, import.Total);
            await channels.SendAsync(ImportWorker.Name, new RunImport(import.Id, import.Owner), ct);
        }
        LogLooked(running.Count);
        return [.. running];
    }

    [LoggerMessage(1, LogLevel.Information, "Import {Id} stands still at {Done} of {Total}: it is continued.")]
    partial void LogContinued(string id, int done, int total);

    [LoggerMessage(3, LogLevel.Debug, "{Count} imports are at work.")]
    partial void LogLooked(int count);

    [LoggerMessage(2, LogLevel.Warning, "Whether imports stand still could not be found out.")]
    partial void LogFailure(Exception error);
}
