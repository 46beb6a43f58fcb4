using Chat.Rooms;
using StackExchange.Redis;

namespace Chat;

/// <summary>What the chat needs: in memory, or with <c>ConnectionStrings__Redis</c> on as many machines as you start.</summary>
static class ChatServices
{
    public static IServiceCollection AddChat(this IServiceCollection services, IConfiguration configuration)
    {
        var liveGen = services.AddLiveGen();
        services.AddHealthChecks().AddLiveGen();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ChatRooms>();
        if (configuration.GetConnectionString("Redis") is { Length: > 0 } redis)
        {
            liveGen.AddRedis(redis);
            services.AddSingleton(_ => new ChatRedis(redis));
            services.AddSingleton<IChatHistory, RedisHistory>();
        }
        else
        {
            services.AddSingleton<IChatHistory, MemoryHistory>();
        }
        return services;
    }
}
