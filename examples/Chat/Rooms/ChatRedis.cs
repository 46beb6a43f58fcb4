using StackExchange.Redis;

namespace Chat.Rooms;

/// <summary>The chat's own connection to Redis, for the history.</summary>
sealed class ChatRedis(string configuration) : IDisposable
{
    static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    readonly Lazy<ConnectionMultiplexer> _redis = new(() =>
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false; // the chat starts without Redis and finds it later
        options.ConnectTimeout = (int)s_timeout.TotalMilliseconds;
        return ConnectionMultiplexer.Connect(options);
    });

    /// <summary>Runs an operation that takes no longer than two seconds, whatever Redis does.</summary>
    public Task<T> RunAsync<T>(Func<IDatabase, Task<T>> operation) => operation(_redis.Value.GetDatabase()).WaitAsync(s_timeout);

    public void Dispose()
    {
        if (_redis.IsValueCreated)
            _redis.Value.Dispose();
    }
}
