using LiveGen.Channels;
using LiveGen.Consumers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveGen;

/// <summary>Whether the process still looks after its sockets.</summary>
sealed class LivenessCheck(OpenSockets sockets, TimeProvider time) : IHealthCheck
{
    // The ticks of its timer are a second apart at most. A thread pool that is this far behind does not come back by waiting.
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silent = time.GetElapsedTime(sockets.Now);
        return Task.FromResult(silent < Limit
            ? HealthCheckResult.Healthy($"{sockets.Count} open sockets")
            : new HealthCheckResult(context.Registration.FailureStatus,
                $"Nobody has looked after the open sockets for {silent.TotalSeconds:F0} s: the process' threads are all blocked."));
    }
}

/// <summary>Whether the process takes new pages.</summary>
sealed class ReadinessCheck(OpenSockets sockets) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(sockets.IsDraining
            ? new HealthCheckResult(context.Registration.FailureStatus, $"The process stops; {sockets.Count} sockets are still open.")
            : HealthCheckResult.Healthy());
}

/// <summary>Whether messages come through the channel layer. Without it pages are still served: the others are no better off.</summary>
sealed class ChannelLayerCheck(IChannelLayer channels) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((channels as IChannelLayerHealth)?.Trouble is { } trouble
            ? new HealthCheckResult(context.Registration.FailureStatus, trouble)
            : HealthCheckResult.Healthy());
}
