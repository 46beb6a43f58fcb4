using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Chat.Rooms;

/// <summary>
/// Who is here, over all machines. Each page is a member of its room's sorted set, scored with the time at which it counts as
/// gone; the machine that has the page moves that time on (<see cref="KeepHere"/>), so a crash is noticed within a minute.
/// </summary>
sealed class RedisWhoIsHere(ChatRedis redis, TimeProvider time) : IWhoIsHere
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(45);

    const string RoomsKey = "chat:rooms";

    readonly ConcurrentDictionary<(string Room, string Page), string> _mine = [];
    readonly ConcurrentDictionary<string, (string Change, Task<IReadOnlyList<string>> Names)> _names = [];
    (string? Change, Task<IReadOnlyList<LiveRoom>>? Rooms) _rooms;

    public Task EnterAsync(string room, string page, string name)
    {
        _mine[(room, page)] = name;
        return StayAsync(room, page, name);
    }

    public Task LeaveAsync(string room, string page)
    {
        _names.TryRemove(room, out _);
        return _mine.TryRemove((room, page), out var name)
            ? redis.RunAsync(db => db.SortedSetRemoveAsync(Key(room), Member(page, name)))
            : Task.CompletedTask;
    }

    /// <summary>Moves the time on at which this machine's pages count as gone.</summary>
    public Task StayAsync() => Task.WhenAll(_mine.Select(page => StayAsync(page.Key.Room, page.Key.Page, page.Value)));

    /// <summary>Forgets pages whose time has come, and rooms without pages; returns the rooms that changed.</summary>
    public Task<IReadOnlyList<string>> ForgetGoneAsync() => redis.RunAsync<IReadOnlyList<string>>(async db =>
    {
        var changed = new List<string>();
        foreach (string? room in await db.SetMembersAsync(RoomsKey))
        {
            if (await db.SortedSetRemoveRangeByScoreAsync(Key(room!), double.NegativeInfinity, Now()) > 0)
                changed.Add(room!);
            if (await db.SortedSetLengthAsync(Key(room!)) == 0)
                await db.SetRemoveAsync(RoomsKey, room);
        }
        return changed;
    });

    public Task<IReadOnlyList<string>> NamesAsync(string room, string? change)
    {
        if (change is null)
            return ReadAsync(room);
        return _names.AddOrUpdate(room,
            _ => (change, ReadAsync(room)),
            (_, known) => known.Change == change ? known : (change, ReadAsync(room))).Names;
    }

    public Task<IReadOnlyList<LiveRoom>> RoomsAsync(string? change)
    {
        var known = _rooms;
        if (change is not null && known.Change == change)
            return known.Rooms!;
        var rooms = ReadRoomsAsync();
        _rooms = (change, rooms);
        return rooms;
    }

    Task<bool> StayAsync(string room, string page, string name) => redis.RunAsync(async db =>
    {
        await db.SetAddAsync(RoomsKey, room);
        await db.KeyExpireAsync(RoomsKey, TimeSpan.FromDays(1));
        await db.SortedSetAddAsync(Key(room), Member(page, name), Now() + Lifetime.TotalSeconds);
        return await db.KeyExpireAsync(Key(room), Lifetime * 2);
    });

    Task<IReadOnlyList<string>> ReadAsync(string room) => redis.RunAsync<IReadOnlyList<string>>(async db =>
        [.. (await db.SortedSetRangeByScoreAsync(Key(room), Now())).Select(NameOf).Distinct().Order(StringComparer.CurrentCultureIgnoreCase)]);

    Task<IReadOnlyList<LiveRoom>> ReadRoomsAsync() => redis.RunAsync<IReadOnlyList<LiveRoom>>(async db =>
    {
        var rooms = new List<LiveRoom>();
        foreach (var room in await db.SetMembersAsync(RoomsKey))
        {
            var names = (await db.SortedSetRangeByScoreAsync(Key(room!), Now())).Select(NameOf).Distinct().Count();
            if (names > 0)
                rooms.Add(new LiveRoom(room!, names));
        }
        return [.. rooms.OrderByDescending(room => room.People).ThenBy(room => room.Name, StringComparer.Ordinal)];
    });

    double Now() => time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    static RedisKey Key(string room) => $"chat:here:{room}";

    static RedisValue Member(string page, string name) => $"{page}\n{name}";

    static string NameOf(RedisValue member) => ((string)member!).Split('\n', 2)[1];
}
