using System.Runtime.InteropServices;

namespace LiveGen.Channels;

/// <summary>Who is here, in one process.</summary>
sealed class MemoryPresence : IPresenceStore
{
    readonly Lock _gate = new();
    readonly Dictionary<string, Dictionary<string, Dictionary<long, PresenceMark>>> _groups = new(StringComparer.Ordinal);

    // A crash of the process is the end of all of it.
    public Action<string, string>? Lost { get; set; }

    public Action<string, string>? Came { get; set; }

    public Action<string>? Changed { get; set; }

    /// <summary>Groups with somebody in them; what is left when all have gone must be 0.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _groups.Count;
        }
    }

    public ValueTask<bool> AddAsync(PresenceMark mark)
    {
        lock (_gate)
        {
            var keys = CollectionsMarshal.GetValueRefOrAddDefault(_groups, mark.Group, out _) ??= new(StringComparer.Ordinal);
            var marks = CollectionsMarshal.GetValueRefOrAddDefault(keys, mark.Key, out var known) ??= [];
            marks[mark.Id] = mark;
            return new(!known);
        }
    }

    public ValueTask<bool> RemoveAsync(PresenceMark mark)
    {
        lock (_gate)
        {
            if (!_groups.TryGetValue(mark.Group, out var keys) || !keys.TryGetValue(mark.Key, out var marks)
                || !marks.Remove(mark.Id) || marks.Count > 0)
                return new(false);
            if (keys.Remove(mark.Key) && keys.Count == 0)
                _groups.Remove(mark.Group);
            return new(true);
        }
    }

    public ValueTask<IReadOnlyList<PresenceMark>> ListAsync(string group, CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_groups.TryGetValue(group, out var keys) ? [.. keys.Values.SelectMany(marks => marks.Values)] : []);
    }

    public Task StopAsync(TimeSpan grace) => Task.CompletedTask;
}
