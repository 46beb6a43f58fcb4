using LiveGen.Channels;
using LiveGen.Tests.Channels;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>The contract of every channel layer, on Redis.</summary>
public sealed class RedisChannelLayerTests(SharedRedis redis) : HistoryContract, IClassFixture<SharedRedis>, IAsyncLifetime
{
    readonly List<RedisNode> _nodes = [];

    protected override async Task<IChannelLayer> CreateAsync()
    {
        var node = await RedisNode.StartAsync(redis.Server.Configuration, WorkQueueCapacity,
            options => options.KeyPrefix = $"t{Guid.NewGuid():N}");
        _nodes.Add(node);
        return node.Layer;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task Code_after_an_awaited_send_may_block()
    {
        var layer = await CreateAsync();
        await Task.Run(async () => // As in an application: without xunit's synchronization context.
        {
            for (var i = 0; i < 50; i++)
            {
                await layer.GroupSendAsync("room", Bytes("awaited"));
                layer.GroupSend("room", Bytes("blocking")); // Fails if it runs on the thread that reads the answers.
            }
        });
    }

    [Fact]
    public async Task Other_processes_are_on_it() => Assert.True((await CreateAsync()).IsShared);

    [Fact]
    public async Task Nothing_is_left_of_an_idle_work_queue_and_of_closed_channels()
    {
        await CreateAsync();
        var layer = _nodes[0].Layer;
        var name = layer.NewChannelName();
        layer.Open(name, new RecordingReceiver());
        await layer.GroupAddAsync("room", name);
        layer.Close(name);
        await layer.SendAsync("work", Bytes("one"));
        await layer.ReceiveAsync("work", default);
        Assert.Equal((0, 0, 0), (layer.Local.ChannelCount, layer.Local.GroupCount, layer.WorkQueues.Count));
    }
}

/// <summary>One server for tests that do it no harm.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RedisServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
