using System.Collections.Concurrent;
using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;

namespace LiveGen.Redis;

/// <summary>Fetches from Redis what this process has not heard: for gaps, and for members that come back from further away.</summary>
internal sealed class GapFiller(
    LocalChannels local, HistoryReader reader, RedisChannelLayerOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    // Beyond that, groups wait for each other: after a long cut all of them have gaps.
    const int AtOnce = 16;

    // For what is on its way over the bus while it is fetched, too.
    static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(10);

    readonly CancellationTokenSource _stopping = new();
    readonly SemaphoreSlim _free = new(AtOnce);
    readonly ConcurrentDictionary<(string, bool), Task> _fills = new();
    readonly ConcurrentDictionary<(string, bool), Lazy<Task<bool>>> _extensions = new();

    /// <summary>Fills a gap in a group that this was the first to see; in the background, until it is filled or cannot be.</summary>
    public void Begin(string name, bool isChannel)
    {
        var done = new TaskCompletionSource();
        _fills[(name, isChannel)] = done.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                await FillAsync(name, isChannel);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // Nobody awaits it; the members have to know.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.FillFailed(exception, name);
                local.Lose(name, isChannel);
            }
            finally
            {
                _fills.TryRemove(KeyValuePair.Create((name, isChannel), done.Task));
                done.SetResult();
            }
        });
    }

    /// <summary>
    /// Lets a group know all that Redis has kept of it; callers at the same time share one question. False when that is of no use.
    /// </summary>
    /// <exception cref="ChannelLayerException">Redis did not answer in time.</exception>
    public async Task<bool> ExtendAsync(string name, bool isChannel, CancellationToken cancellationToken)
    {
        var mine = new Lazy<Task<bool>>(() => Task.Run(() => ExtendCoreAsync(name, isChannel)));
        var shared = _extensions.GetOrAdd((name, isChannel), mine);
        try
        {
            return await shared.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            if (shared == mine)
                _extensions.TryRemove(KeyValuePair.Create((name, isChannel), mine));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_fills.Values);
        _free.Dispose();
        _stopping.Dispose();
    }

    async Task FillAsync(string name, bool isChannel)
    {
        while (local.LastOf(name, isChannel) is { } last)
        {
            var wait = s_again;
            await _free.WaitAsync(_stopping.Token);
            try
            {
                var kept = await reader.ReadAsync(name, isChannel, last, _stopping.Token);
                // Another epoch comes over the bus, too, and ends the group.
                if (kept.Epoch != local.Numbering.Epoch)
                    wait = options.ProbeInterval;
                else if (local.Fill(name, isChannel, kept.Messages, new GroupPosition(kept.Epoch, kept.Last)))
                    return;
            }
            catch (ChannelLayerException)
            {
                wait = options.ProbeInterval; // Redis is away; the bus is too, or will be
            }
            finally
            {
                _free.Release();
            }
            await Task.Delay(wait, time, _stopping.Token);
        }
    }

    async Task<bool> ExtendCoreAsync(string name, bool isChannel)
    {
        var asOf = local.Numbering.Position;
        var kept = await reader.ReadAsync(name, isChannel, after: 0, _stopping.Token);
        if (kept.Epoch != asOf.Epoch || kept.Epoch == 0)
            return false;
        local.Extend(name, isChannel, kept.Messages, kept.Floor, asOf.Number);
        return true;
    }
}
