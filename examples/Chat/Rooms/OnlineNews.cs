using System.Collections.Concurrent;

namespace Chat.Rooms;

/// <summary>
/// Lets the room's and the lobby's pages look again at who is here: at once, and then once a second at most. Every page looks,
/// so a thousand pages that come back together must not make a million updates.
/// </summary>
sealed partial class OnlineNews(IGroupSender groups, TimeProvider time, ILogger<OnlineNews> log) : IAsyncDisposable
{
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _ending = new();
    readonly ConcurrentDictionary<string, Telling> _rooms = new();

    sealed class Telling
    {
        public bool Again;
        public Task Done = Task.CompletedTask;
    }

    /// <summary>Somebody came or went in this room.</summary>
    public void Tell(string room)
    {
        var telling = new Telling();
        lock (_rooms)
        {
            if (_rooms.TryGetValue(room, out var busy))
            {
                busy.Again = true;
                return;
            }
            _rooms[room] = telling;
        }
        telling.Done = TellAsync(room, telling);
    }

    /// <summary>A process that stops says at once what it still has to say.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_rooms.Values.Select(telling => telling.Done));
        _ending.Dispose();
    }

    async Task TellAsync(string room, Telling telling)
    {
        do
        {
            await SendAsync(room);
            await Task.Delay(s_pause, time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!IsDone(room, telling));
    }

    bool IsDone(string room, Telling telling)
    {
        lock (_rooms)
        {
            if (!telling.Again)
                return _rooms.TryRemove(room, out _);
            telling.Again = false;
            return false;
        }
    }

    async Task SendAsync(string room)
    {
        try
        {
            var changed = new OnlineChanged(Guid.NewGuid().ToString("N"));
            await groups.SendAsync(ChatRooms.Group(room), changed);
            await groups.SendAsync(ChatRooms.Lobby, changed);
        }
        catch (ChannelLayerException error)
        {
            LogFailed(room, error);
        }
    }

    [LoggerMessage(5, LogLevel.Warning, "Could not tell {Room} who is here")]
    partial void LogFailed(string room, Exception error);
}
