using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class OpenSocketsTests
{
    readonly LiveGenOptions _options = new();
    readonly ManualTimeProvider _time = new();
    readonly RecordingLog _log = new();

    sealed class SilentConsumer : LiveGenWebSocketConsumer;

    OpenSockets Create(TimeProvider? time = null)
    {
        var options = Options.Create(_options);
        var channels = new InMemoryChannelLayer(options, NullLogger<InMemoryChannelLayer>.Instance, new ManualTimeProvider());
        return new OpenSockets(options, time ?? _time, channels, groups: null!, _log);
    }

    static Connection Connect(OpenSockets sockets, RequestLife life)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(life);
        var endpoint = new ConsumerEndpoint(new ConsumerContract(typeof(SilentConsumer), sockets.Options), origins: null!);
        return new Connection(new FakeWebSocket(), http, endpoint, sockets);
    }

    [Fact]
    public void The_shared_timer_keeps_nothing_of_the_request_that_was_first()
    {
        var time = new TimerWatcher();

        using var sockets = Create(time);

        Assert.True(time.FlowWasSuppressed);
    }

    [Fact]
    public void The_shared_timer_is_fine_enough_for_every_time_limit()
    {
        _options.MessageTimeout = TimeSpan.FromMilliseconds(300);
        var time = new TimerWatcher();

        using var sockets = Create(time);

        Assert.Equal(TimeSpan.FromMilliseconds(100), time.Period);
    }

    [Fact]
    public void A_socket_that_cannot_be_looked_after_is_logged_and_the_others_are_looked_after()
    {
        using var sockets = Create();
        var lives = Enumerable.Range(0, 4).Select(_ => new RequestLife { Error = new InvalidOperationException("no longer here") }).ToArray();
        foreach (var life in lives)
            sockets.TryAdd(Connect(sockets, life));

        _time.Advance(_options.HelloTimeout + _options.CloseTimeout + TimeSpan.FromSeconds(1));

        Assert.All(lives, life => Assert.NotEqual(0, life.Aborts));
        Assert.Contains("no longer here", _log.Of(118).First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_has_ended_lets_its_request_be()
    {
        using var sockets = Create();
        var life = new RequestLife();
        var connection = Connect(sockets, life);
        var run = connection.RunAsync();
        connection.Abort(CloseCodes.SlowReader);
        await run.WaitAsync(TimeSpan.FromSeconds(20));
        var aborts = life.Aborts;

        connection.Abort(CloseCodes.SlowReader);

        Assert.Equal(aborts, life.Aborts);
        Assert.Equal(0, sockets.Count);
    }

    [Fact]
    public void A_time_limit_without_end_does_not_pass()
    {
        _options.HelloTimeout = TimeSpan.MaxValue;
        using var sockets = Create();
        sockets.TryAdd(Connect(sockets, new RequestLife()));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(_log.Of(101));
    }

    sealed class RequestLife : IHttpRequestLifetimeFeature
    {
        public int Aborts { get; private set; }

        public Exception? Error { get; init; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort()
        {
            Aborts++;
            if (Error is not null)
                throw Error;
        }
    }

    sealed class TimerWatcher : TimeProvider
    {
        public bool FlowWasSuppressed { get; private set; }

        public TimeSpan Period { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (FlowWasSuppressed, Period) = (ExecutionContext.IsFlowSuppressed(), period);
            return new ManualTimeProvider().CreateTimer(callback, state, dueTime, period);
        }
    }
}
