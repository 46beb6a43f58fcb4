namespace Chat.Rooms;

/// <summary>Who is here, when there is one process.</summary>
sealed class MemoryWhoIsHere : IWhoIsHere
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Dictionary<string, string>> _rooms = []; // room, page, name

    public Task EnterAsync(string room, string page, string name)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(room, out var pages))
                _rooms.Add(room, pages = []);
            pages[page] = name;
        }
        return Task.CompletedTask;
    }

    public Task LeaveAsync(string room, string page)
    {
        lock (_lock)
        {
            if (_rooms.TryGetValue(room, out var pages) && pages.Remove(page) && pages.Count == 0)
                _rooms.Remove(room);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> NamesAsync(string room, string? change)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(_rooms.TryGetValue(room, out var pages)
                ? [.. pages.Values.Distinct().Order(StringComparer.CurrentCultureIgnoreCase)]
                : []);
        }
    }

    public Task<IReadOnlyList<LiveRoom>> RoomsAsync(string? change)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<LiveRoom>>([.. _rooms
                .Select(room => new LiveRoom(room.Key, room.Value.Values.Distinct().Count()))
                .OrderByDescending(room => room.People).ThenBy(room => room.Name, StringComparer.Ordinal)]);
        }
    }
}
