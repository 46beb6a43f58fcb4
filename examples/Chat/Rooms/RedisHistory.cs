using System.Text.Json;
using StackExchange.Redis;

namespace Chat.Rooms;

/// <summary>Keeps the last messages in a list of Redis, for a week after the last one.</summary>
sealed class RedisHistory(ChatRedis redis) : IChatHistory
{
    static readonly TimeSpan s_lifetime = TimeSpan.FromDays(7);

    public Task AddAsync(string room, Said said) => redis.RunAsync(async db =>
    {
        var batch = db.CreateTransaction();
        _ = batch.ListRightPushAsync(Key(room), JsonSerializer.Serialize(said));
        _ = batch.ListTrimAsync(Key(room), -IChatHistory.Kept, -1);
        _ = batch.KeyExpireAsync(Key(room), s_lifetime);
        return await batch.ExecuteAsync();
    });

    public Task<IReadOnlyList<Said>> LastAsync(string room) => redis.RunAsync<IReadOnlyList<Said>>(async db =>
        [.. (await db.ListRangeAsync(Key(room))).Select(json => JsonSerializer.Deserialize<Said>((string)json!)!)]);

    static RedisKey Key(string room) => $"chat:history:{room}";
}
