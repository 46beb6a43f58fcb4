using LiveGen;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what LiveGen knows of its health to ASP.NET Core's health checks.</summary>
public static class LiveGenHealthChecksExtensions
{
    /// <summary>
    /// Adds three checks: <c>livegen</c> (tag <c>live</c>) fails when the process no longer looks after its sockets and should be
    /// restarted; <c>livegen-ready</c> (tag <c>ready</c>) fails from the moment the process begins to stop; <c>livegen-layer</c> (tags
    /// <c>ready</c> and <c>layer</c>) is degraded while the channel layer cannot move messages. A second time changes nothing.
    /// </summary>
    /// <example>
    /// <code>
    /// builder.Services.AddHealthChecks().AddLiveGen();
    /// app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
    /// </code>
    /// </example>
    /// <param name="checks">From <c>AddHealthChecks()</c>, in an application that calls <c>AddLiveGen()</c>.</param>
    public static IHealthChecksBuilder AddLiveGen(this IHealthChecksBuilder checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        if (checks.Services.Any(service => service.ServiceType == typeof(LivenessCheck)))
            return checks;
        checks.Services.AddSingleton<LivenessCheck>();
        return checks
            .AddCheck<LivenessCheck>("livegen", tags: ["live"])
            .AddCheck<ReadinessCheck>("livegen-ready", tags: ["ready"])
            .AddCheck<ChannelLayerCheck>("livegen-layer", failureStatus: HealthStatus.Degraded, tags: ["ready", "layer"]);
    }
}
