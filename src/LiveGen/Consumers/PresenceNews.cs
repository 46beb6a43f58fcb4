using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;

namespace LiveGen.Consumers;

/// <summary>
/// Tells groups who came and went: at once, and then once a second at most with what remains of it. A thousand pages that come back
/// together must not make a million updates.
/// </summary>
sealed class PresenceNews(IGroupSender groups, TimeProvider time, ILogger log)
{
    const int MaxKeys = 100;

    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    readonly Dictionary<string, News> _groups = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _stopping = new();

    sealed class News
    {
        public HashSet<string> Joined { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Left { get; } = new(StringComparer.Ordinal);

        public bool Changed { get; set; }

        public Task Telling { get; set; } = Task.CompletedTask;

        public bool IsEmpty => Joined.Count == 0 && Left.Count == 0 && !Changed;
    }

    public void Joined(string group, string key) => Note(group, news => news.Left.Remove(key) || news.Joined.Add(key));

    public void Left(string group, string key) => Note(group, news => news.Joined.Remove(key) || news.Left.Add(key));

    /// <summary>Somebody's meta is another one.</summary>
    public void Changed(string group) => Note(group, news => news.Changed = true);

    /// <summary>Says at once what is still to be said.</summary>
    public async Task StopAsync()
    {
        Task[] telling;
        await _stopping.CancelAsync();
        lock (_gate)
            telling = [.. _groups.Values.Select(news => news.Telling)];
        await Task.WhenAll(telling);
    }

    void Note(string group, Func<News, bool> note)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(group, out var news))
            {
                note(news); // whoever tells comes round to it
                return;
            }
            _groups.Add(group, news = new News());
            note(news);
            // On its own: the socket that came or went need not wait for the layer.
            news.Telling = Task.Run(() => TellAsync(group, news));
        }
    }

    async Task TellAsync(string group, News news)
    {
        while (Take(group, news) is { } changed)
        {
            var pause = Task.Delay(s_pause, time, _stopping.Token);
            try
            {
                await groups.SendAsync(group, changed);
            }
            catch (Exception e)
            {
                ConsumersLog.PresenceFailed(log, e, LogText.Clean(group)); // whoever lists sees it all the same
            }
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    PresenceChanged? Take(string group, News news)
    {
        lock (_gate)
        {
            if (news.IsEmpty)
            {
                _groups.Remove(group);
                return null;
            }
            var changed = new PresenceChanged(
                group, [.. news.Joined.Take(MaxKeys)], [.. news.Left.Take(MaxKeys)], Guid.NewGuid().ToString("N"));
            news.Joined.Clear();
            news.Left.Clear();
            news.Changed = false;
            return changed;
        }
    }
}
