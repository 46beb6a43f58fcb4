using System.Collections.Concurrent;
using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.Consumers;

/// <summary>Keeps the marks of this process' sockets, forgets them after the grace, and lists those of all processes.</summary>
sealed class GroupPresence : IGroupPresence, IDisposable
{
    // Lists kept for the change that they were read for; one per group, and not for ever.
    const int MaxLists = 1024;

    readonly IPresenceStore _store;
    readonly PresenceNews _news;
    readonly TimeProvider _time;
    readonly TimeSpan _grace;
    readonly ILogger _log;
    readonly Lock _gate = new();
    readonly Queue<(long Left, PresenceMark Mark)> _leaving = new();
    readonly ITimer _timer;
    readonly ConcurrentDictionary<string, (string Change, Task<IReadOnlyList<PresenceEntry>> List)> _lists = new(StringComparer.Ordinal);
    long _lastId;

    public GroupPresence(
        IPresenceStore store, IGroupSender groups, IOptions<LiveGenOptions> options, TimeProvider time, ILoggerFactory logs)
    {
        (_store, _time, _grace) = (store, time, options.Value.PresenceGrace);
        _log = logs.CreateLogger(ConsumersLog.Category);
        _news = new PresenceNews(groups, time, _log);
        (store.Came, store.Lost, store.Changed) = (_news.Joined, _news.Left, _news.Changed);
        using (AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static me => ((GroupPresence)me!).ForgetDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public async ValueTask<IReadOnlyList<PresenceEntry>> ListAsync(string group, CancellationToken cancellationToken)
    {
        ChannelNames.Check(group);
        return
        [
            .. (await _store.ListAsync(group, cancellationToken)).GroupBy(mark => mark.Key, StringComparer.Ordinal)
                .Select(marks => new PresenceEntry(marks)).OrderBy(entry => entry.Key, StringComparer.Ordinal),
        ];
    }

    public async ValueTask<IReadOnlyList<PresenceEntry>> ListAsync(PresenceChanged changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changed);
        if (_lists.Count >= MaxLists)
            _lists.Clear();
        var list = _lists.AddOrUpdate(changed.Group,
            _ => (changed.Change, ReadAsync()),
            (_, known) => known.Change == changed.Change && !known.List.IsFaulted ? known : (changed.Change, ReadAsync())).List;
        return await list.WaitAsync(cancellationToken);

        Task<IReadOnlyList<PresenceEntry>> ReadAsync() => ListAsync(changed.Group, CancellationToken.None).AsTask();
    }

    public PresenceMark NewMark(string group, string key, ReadOnlyMemory<byte> meta) =>
        new(Interlocked.Increment(ref _lastId), group, key, meta, _time.GetUtcNow());

    /// <summary>Adds a mark, or changes its meta.</summary>
    public async ValueTask AddAsync(PresenceMark mark, bool isChange = false)
    {
        if (await _store.AddAsync(mark))
            _news.Joined(mark.Group, mark.Key);
        else if (isChange)
            _news.Changed(mark.Group);
    }

    /// <summary>Takes a mark away now.</summary>
    public async ValueTask RemoveAsync(PresenceMark mark)
    {
        if (await _store.RemoveAsync(mark))
            _news.Left(mark.Group, mark.Key);
    }

    /// <summary>Takes marks away after the grace, unless the process ends before.</summary>
    public void RemoveLater(IEnumerable<PresenceMark> marks)
    {
        lock (_gate)
        {
            var isFirst = _leaving.Count == 0;
            foreach (var mark in marks)
                _leaving.Enqueue((_time.GetTimestamp(), mark));
            if (isFirst)
                _timer.Change(_grace, Timeout.InfiniteTimeSpan);
        }
    }

    public async Task StopAsync()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await _news.StopAsync();
        await _store.StopAsync(_grace);
    }

    public void Dispose() => _timer.Dispose();

    void ForgetDue()
    {
        List<PresenceMark> due = [];
        lock (_gate)
        {
            while (_leaving.TryPeek(out var next) && _time.GetElapsedTime(next.Left) >= _grace)
                due.Add(_leaving.Dequeue().Mark);
            if (_leaving.TryPeek(out var first))
                _timer.Change(_grace - _time.GetElapsedTime(first.Left), Timeout.InfiniteTimeSpan);
        }
        if (due.Count > 0)
            _ = ForgetAsync(due);
    }

    async Task ForgetAsync(List<PresenceMark> marks)
    {
        foreach (var mark in marks)
        {
            try
            {
                await RemoveAsync(mark);
            }
            catch (Exception e)
            {
                ConsumersLog.PresenceFailed(_log, e, LogText.Clean(mark.Group));
            }
        }
    }

    /// <summary>Ends it with the process, when the sockets have gone.</summary>
    public sealed class End(GroupPresence presence) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => presence.StopAsync().WaitAsync(cancellationToken);
    }
}
