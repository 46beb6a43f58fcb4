using LiveGen.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.Consumers;

/// <summary>
/// Empties a process that stops: no new sockets, its pages are asked to move and given the time for it, what is left is closed
/// with 1012, and consumers are told of their end, all within the host's time.
/// </summary>
/// <remarks>
/// SIGTERM and Ctrl+C first fire <c>ApplicationStopping</c>, a call of <c>StopAsync</c> first <see cref="StoppingAsync"/>:
/// whichever comes first begins it. The server listens until it is done, so that pages are still served and health checks answered.
/// </remarks>
sealed class Drain(
    OpenSockets sockets, IOptions<LiveGenOptions> options, IOptions<HostOptions> host, IHostEnvironment environment,
    IHostApplicationLifetime lifetime, TimeProvider time, ILoggerFactory logs) : IHostedLifecycleService, IDisposable
{
    // What the host does after us, such as closing its listeners, needs some of its time too.
    static readonly TimeSpan s_reserve = TimeSpan.FromSeconds(2);

    readonly ILogger _log = logs.CreateLogger(ConsumersLog.Category);
    readonly Lock _gate = new();
    CancellationTokenRegistration _stopping;
    Task? _running;

    /// <summary>The time that pages get: the option's, or what the host leaves of it.</summary>
    public TimeSpan Window
    {
        get
        {
            var window = options.Value.DrainWindow
                ?? (environment.IsDevelopment() ? TimeSpan.Zero : LiveGenOptions.DefaultDrainWindow);
            if (host.Value.ShutdownTimeout == Timeout.InfiniteTimeSpan)
                return window;
            var left = host.Value.ShutdownTimeout - options.Value.CloseTimeout - s_reserve;
            return left > window ? window : left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.UnsafeRegister(static drain => ((Drain)drain!).Begin(), this);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await Begin().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        sockets.Stop(); // also when the caller of StopAsync does not wait that long
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    Task Begin()
    {
        lock (_gate)
            return _running ??= RunAsync();
    }

    async Task RunAsync()
    {
        var window = Window;
        sockets.TakeNoMore(window > TimeSpan.Zero ? ServerFrames.Drain(TimeToMove(window)) : default);
        var count = sockets.Count;
        if (count > 0 && window > TimeSpan.Zero)
        {
            ConsumersLog.Draining(_log, count, window.TotalSeconds);
            var end = Task.Delay(window, time);
            await sockets.AskToMoveAsync();
            await Task.WhenAny(sockets.Gone, end);
            ConsumersLog.Drained(_log, count - sockets.Count, sockets.Count);
        }
        sockets.Stop();
        await Task.WhenAny(sockets.Gone, sockets.StopDeadline);
    }

    // The last ones to leave still need a moment for the goodbye.
    static TimeSpan TimeToMove(TimeSpan window) => window * 0.8;
}
