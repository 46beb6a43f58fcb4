using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LiveGen.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// Who is here, over all processes. Each keeps its own marks and says in Redis that it is there; when it stops saying so, any other one
/// takes its marks away. What Redis has lost, each process writes again.
/// </summary>
internal sealed class RedisPresence : IPresenceStore, IDisposable
{
    // Signs of life that may be missed; groups named in one call.
    const int MissedBeats = 3, GroupsPerCall = 500;

    readonly CommandLink _link;
    readonly RedisChannelLayerOptions _options;
    readonly PresenceKeys _keys;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly ConcurrentDictionary<long, PresenceMark> _marks = new();
    readonly ConcurrentQueue<PresenceMark> _unstored = new(); // what Redis was not told: come when it stands in the marks, else gone
    readonly CancellationTokenSource _stopping = new();
    readonly Lazy<Task> _started;
    volatile string _node = NewNode();
    Task _beating = Task.CompletedTask;
    bool _isStored = true;

    public RedisPresence(RedisChannelLayer layer, IOptions<RedisChannelLayerOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        (_link, _options, _time) = (layer.Link, options.Value, time);
        _keys = new PresenceKeys(_options.KeyPrefix);
        _logger = loggers.CreateLogger<RedisPresence>();
        _started = new Lazy<Task>(() => Task.Run(StartAsync));
        Servers = layer.Bus.Servers;
    }

    public Action<string, string>? Came { get; set; }

    public Action<string, string>? Lost { get; set; }

    public Action<string>? Changed { get; set; }

    string Servers { get; }

    TimeSpan DeadAfter => _options.PresenceInterval * MissedBeats;

    // Redis forgets a group nobody keeps, and later the nodes: by then the others have had time to take them away.
    long GroupsKept => (long)(DeadAfter * 3).TotalMilliseconds;

    long NodesKept => (long)(DeadAfter * 20).TotalMilliseconds;

    public async ValueTask<bool> AddAsync(PresenceMark mark)
    {
        await _started.Value;
        _marks[mark.Id] = mark;
        return await TryAsync(() => WriteAsync(mark), mark);
    }

    public async ValueTask<bool> RemoveAsync(PresenceMark mark)
    {
        _marks.TryRemove(mark.Id, out _);
        return await TryAsync(() => EraseAsync(mark), mark);
    }

    public async ValueTask<IReadOnlyList<PresenceMark>> ListAsync(string group, CancellationToken cancellationToken)
    {
        _ = _started.Value; // whoever looks also takes away what crashed processes left
        var fields = (RedisValue[])(await _link.EvaluateAsync($"list who is in \"{group}\"", PresenceScripts.List,
            [_keys.Marks(group)], [], cancellationToken))!;
        var marks = new List<PresenceMark>(fields.Length / 2);
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            if (Read(group, (string)fields[i]!, (byte[])fields[i + 1]!) is { } mark)
                marks.Add(mark);
        }
        return marks;
    }

    public async Task StopAsync(TimeSpan grace)
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What is left are pages that are on their way to another process: the others take us for dead when the grace is over.
        if (_started.IsValueCreated)
            await TryAsync(() => BeatAsync(DeadAfter - grace));
    }

    public void Dispose() => _stopping.Dispose();

    async Task StartAsync()
    {
        await TryAsync(() => BeatAsync(TimeSpan.Zero));
        _beating = Task.Run(BeatForeverAsync);
    }

    async Task BeatForeverAsync()
    {
        using var timer = new PeriodicTimer(_options.PresenceInterval, _time);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            await TryAsync(async () =>
            {
                await KeepAsync();
                await SweepAsync();
                return true;
            });
        }
    }

    async Task KeepAsync()
    {
        if (!await BeatAsync(TimeSpan.Zero) && !_marks.IsEmpty)
        {
            // Redis has forgotten us, or the others have taken us for dead: what they still take away has the old name.
            _node = NewNode();
            await BeatAsync(TimeSpan.Zero);
            foreach (var (_, mark) in _marks)
                await StoreAsync(mark);
        }
        for (var left = _unstored.Count; left > 0 && _unstored.TryPeek(out var mark); left--)
        {
            await StoreAsync(mark);
            _unstored.TryDequeue(out _);
            Changed?.Invoke(mark.Group); // Redis may have done it after its time limit, and then it is no news to Redis
        }
        var lost = new HashSet<string>(StringComparer.Ordinal);
        // Not of Values, which locks out whoever comes or goes while it copies all marks.
        foreach (var groups in _marks.Select(pair => pair.Value.Group).Distinct(StringComparer.Ordinal).Chunk(GroupsPerCall))
        {
            lost.UnionWith((string[])(await _link.EvaluateAsync("say who is here", PresenceScripts.Keep, [_keys.GroupsOf(_node)],
                [_keys.Prefix, GroupsKept, .. groups], CancellationToken.None))!);
        }
        if (lost.Count == 0)
            return;
        foreach (var (_, mark) in _marks.Where(pair => lost.Contains(pair.Value.Group)))
            await StoreAsync(mark);
    }

    // Makes Redis know what this process knows of a mark, also when it goes meanwhile.
    async Task StoreAsync(PresenceMark mark)
    {
        if (_marks.ContainsKey(mark.Id) && await WriteAsync(mark))
            Came?.Invoke(mark.Group, mark.Key);
        if (!_marks.ContainsKey(mark.Id) && await EraseAsync(mark))
            Lost?.Invoke(mark.Group, mark.Key);
    }

    async Task SweepAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var gone = (string[])(await _link.EvaluateAsync("forget crashed processes", PresenceScripts.Sweep, [_keys.Nodes, _keys.Dead],
                [_keys.Prefix, (long)DeadAfter.TotalMilliseconds, NodesKept], CancellationToken.None))!;
            if (gone.Length == 0)
                return;
            if (gone.Length > 1)
                _logger.PresenceSwept(gone[0], gone.Length / 2);
            for (var i = 1; i + 1 < gone.Length; i += 2)
                Lost?.Invoke(gone[i], gone[i + 1]);
        }
    }

    async Task<bool> BeatAsync(TimeSpan age) => (int)await _link.EvaluateAsync("say that this process is here", PresenceScripts.Beat,
        [_keys.Nodes, _keys.GroupsOf(_node)], [_node, (long)age.TotalMilliseconds, NodesKept], CancellationToken.None) == 1;

    async Task<bool> WriteAsync(PresenceMark mark) => (int)await _link.EvaluateAsync("say who has come", PresenceScripts.Add,
        [_keys.Marks(mark.Group), _keys.Counts(mark.Group), _keys.GroupsOf(_node)],
        [Field(mark), Value(mark), mark.Key, mark.Group, GroupsKept, NodesKept], CancellationToken.None) == 1;

    async Task<bool> EraseAsync(PresenceMark mark) => (int)await _link.EvaluateAsync("say who has left", PresenceScripts.Remove,
        [_keys.Marks(mark.Group), _keys.Counts(mark.Group)], [Field(mark), mark.Key], CancellationToken.None) == 1;

    // While Redis is away nothing fails: this process knows its marks, and the next sign of life brings them.
    async Task<bool> TryAsync(Func<Task<bool>> operation, PresenceMark? mark = null)
    {
        try
        {
            var result = await operation();
            _isStored = true;
            return result;
        }
        catch (ChannelLayerException exception)
        {
            if (_isStored)
                _logger.PresenceNotStored(Servers, exception.Message);
            _isStored = false;
            if (mark is not null)
                _unstored.Enqueue(mark);
            return false;
        }
    }

    string Field(PresenceMark mark) => string.Create(CultureInfo.InvariantCulture, $"{_node} {mark.Id} {mark.Key}");

    static byte[] Value(PresenceMark mark) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{mark.Since.ToUnixTimeMilliseconds()} ")), .. mark.Meta.Span];

    // What another version wrote in another way is passed over.
    static PresenceMark? Read(string group, string field, byte[] value)
    {
        var space = value.AsSpan().IndexOf((byte)' ');
        return field.Split(' ', 3) is [_, var id, var key] && long.TryParse(id, CultureInfo.InvariantCulture, out var number)
            && space > 0 && long.TryParse(value.AsSpan(0, space), CultureInfo.InvariantCulture, out var since)
            ? new PresenceMark(number, group, key, value.AsMemory(space + 1), DateTimeOffset.FromUnixTimeMilliseconds(since))
            : null;
    }

    static string NewNode() => Guid.NewGuid().ToString("N");
}
