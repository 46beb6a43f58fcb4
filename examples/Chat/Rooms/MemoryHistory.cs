using System.Collections.Concurrent;

namespace Chat.Rooms;

/// <summary>Keeps the last messages in this process; of the rooms, those that were written in last.</summary>
sealed class MemoryHistory : IChatHistory
{
    const int KeptRooms = 1000;

    readonly ConcurrentDictionary<string, Queue<Said>> _rooms = new();

    public Task AddAsync(string room, Said said)
    {
        var messages = _rooms.GetOrAdd(room, _ => new Queue<Said>());
        lock (messages)
        {
            messages.Enqueue(said);
            if (messages.Count > IChatHistory.Kept)
                messages.Dequeue();
        }
        if (_rooms.Count > KeptRooms)
            ForgetOldest();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Said>> LastAsync(string room)
    {
        if (!_rooms.TryGetValue(room, out var messages))
            return Task.FromResult<IReadOnlyList<Said>>([]);
        lock (messages)
            return Task.FromResult<IReadOnlyList<Said>>([.. messages]);
    }

    void ForgetOldest()
    {
        var oldest = _rooms.MinBy(room => LastAt(room.Value));
        _rooms.TryRemove(oldest);
    }

    static DateTimeOffset LastAt(Queue<Said> messages)
    {
        lock (messages)
            return messages.Count == 0 ? default : messages.Last().At;
    }
}
