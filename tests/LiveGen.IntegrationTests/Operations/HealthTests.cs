using System.Net;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.Redis;
using LiveGen.Tests.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>What a load balancer and an operator learn.</summary>
public sealed class HealthTests
{
    static Task<SocketServer> StartAsync() => SocketServer.StartAsync(
        app =>
        {
            app.MapConsumer<EchoConsumer>("/ws/{room}").AllowAnonymous();
            foreach (var tag in new[] { "live", "ready", "layer" })
                app.MapHealthChecks($"/health/{tag}", new() { Predicate = check => check.Tags.Contains(tag) }).AllowAnonymous();
        },
        o => o.DrainWindow = TimeSpan.FromSeconds(10),
        builder => builder.Services.AddHealthChecks().AddLiveGen());

    static async Task<(HttpStatusCode, string)> AskAsync(SocketServer server, string tag)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var answer = await http.GetAsync(new Uri($"/health/{tag}", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_process_that_stops_is_alive_and_not_ready()
    {
        await using var server = await StartAsync();
        using var page = await server.OpenAsync();
        foreach (var tag in new[] { "live", "ready", "layer" })
            Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(server, tag));

        var stopped = server.App.StopAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(server, "ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(server, "live"));
        await page.LeaveAsync();
        await stopped.WaitAsync(PageSocket.Patience);
    }

    [Fact]
    public async Task A_process_that_does_not_look_after_its_sockets_is_not_alive()
    {
        var time = new StoppedTimers();
        await using var server = await SocketServer.StartAsync(
            app => app.MapHealthChecks("/health/live").AllowAnonymous(),
            build: builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddHealthChecks().AddLiveGen();
            });
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(server, "live"));

        time.Passed = TimeSpan.FromSeconds(30);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(server, "live"));
        var report = await server.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal("Nobody has looked after the open sockets for 30 s: the process' threads are all blocked.",
            report.Entries["livegen"].Description);
    }

    [Fact]
    public async Task Without_Redis_the_layer_is_degraded_until_messages_come_back()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await RedisNode.StartAsync(redis.Configuration);
        Assert.Null(node.Layer.Trouble);

        var lost = node.NextLoss;
        await redis.StopAsync();
        await lost;

        Assert.StartsWith($"Messages do not come back from Redis at 127.0.0.1:{redis.Port}:", node.Layer.Trouble, StringComparison.Ordinal);
        await redis.StartAsync();
        await node.Live;
        Assert.Null(node.Layer.Trouble);
    }

    [Fact]
    public async Task A_layer_in_trouble_says_so_and_the_process_stays_in_service()
    {
        await using var layer = RedisNode.Create("127.0.0.1:1", configure: RedisNode.Impatient);
        await using var server = await SocketServer.StartAsync(
            app => app.MapHealthChecks("/health/layer").AllowAnonymous(),
            build: builder =>
            {
                builder.Services.AddSingleton<IChannelLayer>(layer.Layer);
                builder.Services.AddHealthChecks().AddLiveGen();
            });
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(server, "layer")); // it only sends, so far

        await layer.Layer.StartAsync().WaitAsync(RecordingReceiver.Patience);

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await AskAsync(server, "layer"));
    }

    sealed class StoppedTimers : TimeProvider
    {
        readonly long _start = System.GetTimestamp();

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _start + Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
