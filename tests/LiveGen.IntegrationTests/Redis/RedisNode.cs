using System.Text;
using LiveGen.Channels;
using LiveGen.Redis;
using LiveGen.Tests.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>One process' channel layer, with its log; it has the patience that a busy machine needs, unless it is an impatient one.</summary>
internal sealed class RedisNode : IAsyncDisposable, ILoggerFactory, ILogger
{
    readonly List<string> _log = [];
    TaskCompletionSource _logged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    RedisNode(string configuration, int workQueueCapacity, Action<RedisChannelLayerOptions>? configure, LiveGenOptions? limits)
    {
        var options = new RedisChannelLayerOptions
        {
            Configuration = configuration,
            // Longer than a killed connection takes that the library does not notice: it is replaced after five times ProbeTimeout.
            OperationTimeout = TimeSpan.FromSeconds(20),
            ProbeInterval = TimeSpan.FromMilliseconds(200),
            ProbeTimeout = TimeSpan.FromSeconds(2),
        };
        configure?.Invoke(options);
        limits ??= new LiveGenOptions();
        limits.WorkQueueCapacity = workQueueCapacity;
        Layer = new RedisChannelLayer(Options.Create(options),
            Options.Create(limits), TimeProvider.System, this);
    }

    /// <summary>For tests of a Redis that does not answer: they must sit these times out.</summary>
    public static void Impatient(RedisChannelLayerOptions options) =>
        options.OperationTimeout = options.ProbeTimeout = TimeSpan.FromSeconds(1);

    public RedisChannelLayer Layer { get; }

    /// <summary>All that was logged: event name, text, exception.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    public Task Live => Layer.Bus.Health.Live.WaitAsync(RecordingReceiver.Patience);

    public Task NextLoss => Layer.Bus.Health.NextLoss.WaitAsync(RecordingReceiver.Patience);

    /// <summary>A node that has proved that it hears the bus.</summary>
    public static async Task<RedisNode> StartAsync(string configuration, int workQueueCapacity = 1000,
        Action<RedisChannelLayerOptions>? configure = null, LiveGenOptions? limits = null)
    {
        var node = Create(configuration, workQueueCapacity, configure, limits);
        await node.Layer.StartAsync();
        await node.Live;
        return node;
    }

    public static RedisNode Create(string configuration, int workQueueCapacity = 1000,
        Action<RedisChannelLayerOptions>? configure = null, LiveGenOptions? limits = null) =>
        new(configuration, workQueueCapacity, configure, limits);

    /// <summary>Opens a channel and lets it join.</summary>
    public async Task<RecordingReceiver> JoinAsync(string group)
    {
        var receiver = new RecordingReceiver();
        var name = Layer.NewChannelName();
        Layer.Open(name, receiver);
        await Layer.GroupAddAsync(group, name);
        return receiver;
    }

    /// <summary>Opens a channel and lets it join behind a position; null when it cannot.</summary>
    public async Task<RecordingReceiver?> JoinAsync(string group, GroupPosition from)
    {
        var receiver = new RecordingReceiver();
        var name = Layer.NewChannelName();
        Layer.Open(name, receiver);
        return await Layer.GroupAddAsync(group, name, from) is null ? null : receiver;
    }

    public Task SendAsync(string group, string text) =>
        Layer.GroupSendAsync(group, Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(RecordingReceiver.Patience);

    /// <summary>Waits until everything that was sent by now has come through the bus.</summary>
    public async Task FlushAsync()
    {
        var group = $"flush{Guid.NewGuid():N}";
        var receiver = await JoinAsync(group);
        await SendAsync(group, "flushed");
        await receiver.NextAsync();
    }

    /// <summary>Waits until something with all these words has been logged.</summary>
    public async Task LoggedAsync(params string[] words)
    {
        while (true)
        {
            Task next;
            lock (_log)
            {
                if (_log.Any(line => words.All(word => line.Contains(word, StringComparison.Ordinal))))
                    return;
                next = _logged.Task;
            }
            await next.WaitAsync(RecordingReceiver.Patience);
        }
    }

    public ValueTask DisposeAsync() => Layer.DisposeAsync();

    void Write(string line)
    {
        lock (_log)
        {
            _log.Add(line);
            _logged.SetResult();
            _logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;
    void ILoggerFactory.AddProvider(ILoggerProvider provider) { }
    IDisposable? ILogger.BeginScope<TState>(TState state) => null;
    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Write($"{eventId.Name}: {formatter(state, exception)} {exception}");

    void IDisposable.Dispose() { }
}
