using System.Collections.Concurrent;
using System.Text;
using LiveGen.Channels;
using LiveGen.Redis;
using LiveGen.Tests.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>One process' channel layer, with its log; times are shorter than the defaults where a test must sit them out.</summary>
internal sealed class RedisNode : IAsyncDisposable, ILoggerFactory, ILogger
{
    RedisNode(string configuration, int workQueueCapacity, Action<RedisChannelLayerOptions>? configure)
    {
        var options = new RedisChannelLayerOptions
        {
            Configuration = configuration,
            OperationTimeout = TimeSpan.FromSeconds(1),
            ProbeInterval = TimeSpan.FromMilliseconds(200),
            ProbeTimeout = TimeSpan.FromSeconds(1),
        };
        configure?.Invoke(options);
        Layer = new RedisChannelLayer(Options.Create(options),
            Options.Create(new LiveGenOptions { WorkQueueCapacity = workQueueCapacity }), TimeProvider.System, this);
    }

    public RedisChannelLayer Layer { get; }

    /// <summary>Event name and text of what was logged.</summary>
    public ConcurrentQueue<(string Event, string Text)> Logged { get; } = new();

    public Task Live => Layer.Bus.Health.Live.WaitAsync(RecordingReceiver.Patience);

    public Task NextLoss => Layer.Bus.Health.NextLoss.WaitAsync(RecordingReceiver.Patience);

    /// <summary>A node that has proved that it hears the bus.</summary>
    public static async Task<RedisNode> StartAsync(string configuration, int workQueueCapacity = 1000,
        Action<RedisChannelLayerOptions>? configure = null)
    {
        var node = Create(configuration, workQueueCapacity, configure);
        await node.Layer.StartAsync();
        await node.Live;
        return node;
    }

    public static RedisNode Create(string configuration, int workQueueCapacity = 1000,
        Action<RedisChannelLayerOptions>? configure = null) => new(configuration, workQueueCapacity, configure);

    /// <summary>Opens a channel and lets it join.</summary>
    public async Task<RecordingReceiver> JoinAsync(string group)
    {
        var receiver = new RecordingReceiver();
        var name = Layer.NewChannelName();
        Layer.Open(name, receiver);
        await Layer.GroupAddAsync(group, name);
        return receiver;
    }

    public async Task SendAsync(string group, string text) =>
        await Layer.GroupSendAsync(group, Encoding.UTF8.GetBytes(text));

    public ValueTask DisposeAsync() => Layer.DisposeAsync();

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;
    void ILoggerFactory.AddProvider(ILoggerProvider provider) { }
    IDisposable? ILogger.BeginScope<TState>(TState state) => null;
    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue((eventId.Name ?? "", formatter(state, exception) + exception));

    void IDisposable.Dispose() { }
}
