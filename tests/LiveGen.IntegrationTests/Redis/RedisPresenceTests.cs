using System.Threading.Channels;
using LiveGen.Channels;
using LiveGen.IntegrationTests.Operations;
using LiveGen.Redis;
using LiveGen.Tests.Channels;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Who is in a group, over several processes.</summary>
public sealed class RedisPresenceTests : IAsyncLifetime
{
    readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartNewAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    /// <summary>One process, with what it was told.</summary>
    sealed class Node : IAsyncDisposable
    {
        long _lastId;

        public RedisNode Redis { get; private init; } = null!;

        public RedisPresence Presence { get; private init; } = null!;

        public static async Task<Node> StartAsync(RedisServer redis, Channel<string> told, Action<RedisChannelLayerOptions>? configure = null)
        {
            var layer = await RedisNode.StartAsync(redis.Configuration, configure: configure);
            var options = new RedisChannelLayerOptions
            {
                Configuration = redis.Configuration,
                PresenceInterval = TimeSpan.FromSeconds(2), // a busy machine may be late, and three times that late it is dead for the others
            };
            var node = new Node
            {
                Redis = layer,
                Presence = new RedisPresence(layer.Layer, Options.Create(options), TimeProvider.System, layer),
            };
            node.Presence.Came = (group, key) => told.Writer.TryWrite($"{group}: {key} came");
            node.Presence.Changed = group => told.Writer.TryWrite($"{group}: changed");
            node.Presence.Lost = (group, key) => told.Writer.TryWrite($"{group}: {key} lost");
            return node;
        }

        public PresenceMark Mark(string key, string meta = "") =>
            new(++_lastId, "room", key, System.Text.Encoding.UTF8.GetBytes(meta), DateTimeOffset.UnixEpoch.AddSeconds(_lastId));

        public async Task<string> ListAsync() => string.Join(", ",
            (await Presence.ListAsync("room", default)).Select(mark => mark.Key).Order(StringComparer.Ordinal));

        public async ValueTask DisposeAsync()
        {
            await Presence.StopAsync(TimeSpan.Zero);
            Presence.Dispose();
            await Redis.DisposeAsync();
        }
    }

    [Fact]
    public async Task Both_see_the_same_and_a_key_goes_with_its_last_mark_and_leaves_nothing()
    {
        await using var a = await Node.StartAsync(_redis, _told);
        await using var b = await Node.StartAsync(_redis, _told);
        var here = a.Mark("Ada Lovelace", "\"!\"");
        var there = b.Mark("Ada Lovelace");

        Assert.True(await a.Presence.AddAsync(here));
        Assert.False(await b.Presence.AddAsync(there));
        Assert.False(await b.Presence.AddAsync(there with { Meta = "1"u8.ToArray() })); // another meta, not another mark
        Assert.Equal("Ada Lovelace, Ada Lovelace", await a.ListAsync());
        var read = (await b.Presence.ListAsync("room", default)).Single(mark => mark.Meta.Length == 3);
        Assert.Equal(here.Since, read.Since);

        Assert.False(await a.Presence.RemoveAsync(here));
        Assert.True(await b.Presence.RemoveAsync(there));
        Assert.False(await b.Presence.RemoveAsync(there));
        Assert.Equal("", await b.ListAsync());
        Assert.Equal("0", await _redis.CommandAsync("EVAL", "return #redis.call('KEYS', 'lg:here:[gc]:*')", "0"));
    }

    [Fact]
    public async Task Every_key_expires_by_itself()
    {
        await using var a = await Node.StartAsync(_redis, _told);
        await a.Presence.AddAsync(a.Mark("Ada"));

        Assert.Equal("0", await _redis.CommandAsync("EVAL",
            """
            local kept = 0
            for _, key in ipairs(redis.call('KEYS', 'lg:here:*')) do if redis.call('PTTL', key) < 0 then kept = kept + 1 end end
            return kept
            """, "0"));
        Assert.Equal("4", await _redis.CommandAsync("EVAL", "return #redis.call('KEYS', 'lg:here:*')", "0"));
    }

    [Fact]
    public async Task Those_of_a_process_that_stopped_are_forgotten_by_the_others()
    {
        await using var a = await Node.StartAsync(_redis, _told);
        var b = await Node.StartAsync(_redis, _told);
        await a.Presence.AddAsync(a.Mark("Ada"));
        await b.Presence.AddAsync(b.Mark("Ada"));
        await b.Presence.AddAsync(b.Mark("Bob"));

        await b.DisposeAsync();

        await ToldAsync("room: Bob lost");
        Assert.Equal("Ada", await a.ListAsync());
        Assert.Contains("PresenceSwept", a.Redis.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Redis_has_forgotten_is_told_again()
    {
        await using var a = await Node.StartAsync(_redis, _told);
        await a.Presence.AddAsync(a.Mark("Ada"));

        await _redis.CommandAsync("FLUSHALL");

        await ToldAsync("room: Ada came");
        Assert.Equal("Ada", await a.ListAsync());
    }

    [Fact]
    public async Task Who_comes_and_goes_while_Redis_is_away_is_made_up_for()
    {
        await using var a = await Node.StartAsync(_redis, _told, RedisNode.Impatient);
        var bob = a.Mark("Bob");
        await a.Presence.AddAsync(bob);
        _redis.Pause();

        Assert.False(await a.Presence.AddAsync(a.Mark("Ada")));
        Assert.False(await a.Presence.RemoveAsync(bob));
        Assert.Contains("PresenceNotStored", a.Redis.Log, StringComparison.Ordinal);
        _redis.Continue();

        await ToldAsync("room: changed"); // Ada
        await ToldAsync("room: changed"); // Bob
        Assert.Equal("Ada", await a.ListAsync());
    }

    [Fact]
    public async Task The_pages_of_a_crashed_process_are_gone_for_the_others()
    {
        using var one = await SocketProcess.StartAsync(redis: _redis.Configuration);
        using var two = await SocketProcess.StartAsync("00:00:01", _redis.Configuration);
        using var watcher = await two.OpenAsync("/presence");
        using var ada = await one.OpenAsync("/presence?name=Ada");
        Assert.Equal("""["commands",[["livegen.title","+Ada - = Ada:1"]]]""", await watcher.ReceiveAsync());

        one.Crash();

        Assert.Equal("""["commands",[["livegen.title","+ -Ada = "]]]""", await watcher.ReceiveAsync());
    }

    // Waits until a process was told all of it, whatever else.
    async Task ToldAsync(params string[] expected)
    {
        var missing = expected.ToHashSet();
        using var patience = new CancellationTokenSource(RecordingReceiver.Patience);
        while (missing.Count > 0)
            missing.Remove(await _told.Reader.ReadAsync(patience.Token));
    }
}
