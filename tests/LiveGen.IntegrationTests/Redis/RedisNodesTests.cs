using System.Diagnostics;
using System.Globalization;
using System.Text;
using LiveGen.Channels;
using LiveGen.Tests.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Several processes on one healthy Redis, and publishers that are not LiveGen.</summary>
public sealed class RedisNodesTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    readonly string _prefix = $"t{Guid.NewGuid():N}";

    Task<RedisNode> StartNodeAsync() =>
        RedisNode.StartAsync(redis.Server.Configuration, configure: options => options.KeyPrefix = _prefix);

    [Fact]
    public async Task Two_nodes_see_all_messages_in_one_order()
    {
        const int each = 400;
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var receivers = new[] { await a.JoinAsync("room"), await a.JoinAsync("room"), await b.JoinAsync("room") };

        await Task.WhenAll(new[] { a, b, a, b }.Select((node, publisher) => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await node.SendAsync("room", string.Create(CultureInfo.InvariantCulture, $"{publisher}:{i:D4}"));
        })));

        var first = await receivers[0].NextAsync(4 * each);
        Assert.Equal(first, await receivers[1].NextAsync(4 * each));
        Assert.Equal(first, await receivers[2].NextAsync(4 * each));
        Assert.Equal(4 * each, first.Distinct().Count());
        foreach (var one in first.GroupBy(text => text[0]))
            Assert.Equal(one.Order(StringComparer.Ordinal), one);
        Assert.DoesNotContain("MessagesMissed", a.Log + b.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_is_reached_from_another_node_in_order_with_the_group()
    {
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var receiver = new RecordingReceiver();
        var name = a.Layer.NewChannelName();
        a.Layer.Open(name, receiver);
        await a.Layer.GroupAddAsync("room", name);

        await b.SendAsync("room", "first");
        await b.Layer.SendAsync(name, "second"u8.ToArray());
        await b.SendAsync("room", "third");

        Assert.Equal(["first", "second", "third"], await receiver.NextAsync(3));
    }

    [Fact]
    public async Task Applications_with_different_prefixes_do_not_hear_each_other()
    {
        await using var a = await StartNodeAsync();
        await using var other = await RedisNode.StartAsync(redis.Server.Configuration, configure: options =>
            options.KeyPrefix = _prefix + ".other");
        var receiver = await a.JoinAsync("room");
        await other.SendAsync("room", "theirs");
        await a.SendAsync("room", "ours");
        Assert.Equal("ours", await receiver.NextAsync());
    }

    [Fact]
    public async Task Workers_on_two_nodes_share_a_queue()
    {
        const int messages = 100;
        await using var a = await StartNodeAsync();
        await using var b = await StartNodeAsync();
        var workers = new[] { a, b, a, b }.Select(node => Task.Run(async () =>
        {
            var got = new List<string>();
            while (Encoding.UTF8.GetString((await node.Layer.ReceiveAsync("work", default).AsTask()
                .WaitAsync(RecordingReceiver.Patience)).Span) is var text && text != "stop")
                got.Add(text);
            return got;
        })).ToList();

        for (var i = 0; i < messages; i++)
            await a.Layer.SendAsync("work", Encoding.UTF8.GetBytes(i.ToString("D3", CultureInfo.InvariantCulture)));
        foreach (var _ in workers)
            await a.Layer.SendAsync("work", "stop"u8.ToArray());

        var all = (await Task.WhenAll(workers)).SelectMany(got => got).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, messages).Select(i => i.ToString("D3", CultureInfo.InvariantCulture)), all);
    }

    [Fact]
    public async Task What_is_no_message_is_logged_and_the_next_one_arrives()
    {
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("room");
        foreach (var bad in new[] { "", "hello", "lg2 group room\nx", "lg1 dance room\nx", "lg1 group *\nx", "lg1 group room n=-1\nx" })
            await redis.Server.CommandAsync("PUBLISH", _prefix + ":bus", bad);

        await redis.Server.CommandAsync("PUBLISH", _prefix + ":bus", "lg1 group room later=1\nhi");

        Assert.Equal("hi", await receiver.NextAsync());
        await node.LoggedAsync("MessageIgnored", "no line feed within 1024 bytes");
    }

    [Fact]
    public async Task The_examples_of_the_documentation_work()
    {
        var markdown = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "redis.md"));
        var examples = markdown.Split("```sh\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])
            .Where(example => example.Contains("redis-cli", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);
        await using var node = await StartNodeAsync();
        var receiver = await node.JoinAsync("chat.lobby");

        foreach (var example in examples)
        {
            var script = example.Replace("6379", redis.Server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("lg:", _prefix + ":", StringComparison.Ordinal);
            var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, ArgumentList = { "-euc", script } };
            using var shell = Process.Start(start)!;
            await shell.WaitForExitAsync().WaitAsync(RecordingReceiver.Patience);
            Assert.Equal(0, shell.ExitCode);

            Assert.StartsWith("C[\"commands\",[[\"livegen.append\",\"messages\",", await receiver.NextAsync(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_with_its_size()
    {
        await using var node = await RedisNode.StartAsync(redis.Server.Configuration, configure: options =>
            (options.KeyPrefix, options.MaxMessageBytes) = (_prefix, 10));
        var refused = await Assert.ThrowsAsync<ChannelLayerException>(() => node.SendAsync("room", "12345678901"));
        Assert.Contains("may have 10 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Contains("has 11", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_process_pushes_to_groups_with_one_line_and_listens_to_nothing()
    {
        await using var web = await StartNodeAsync();
        var receiver = await web.JoinAsync("room");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLiveGenRedis(redis.Server.Configuration, options => options.KeyPrefix = _prefix);
        using var worker = builder.Build();
        await worker.StartAsync();

        await worker.Services.GetRequiredService<IChannelLayer>().GroupSendAsync("room", "from a worker"u8.ToArray());

        Assert.Equal("from a worker", await receiver.NextAsync());
        Assert.EndsWith(":1", await SubscribersAsync(), StringComparison.Ordinal); // The web process.
        await worker.StopAsync();
    }

    async Task<string> SubscribersAsync() => ":" + await redis.Server.CommandAsync(
        "EVAL", "return redis.call('PUBSUB', 'NUMSUB', ARGV[1])[2]", "0", _prefix + ":bus");

    static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "LiveGen.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("No LiveGen.sln above the tests.");
        return directory;
    }
}
