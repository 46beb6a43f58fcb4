using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The samples of docs/operations.md; the Chat maps its health checks as shown there.</summary>
public sealed class OperationsSamples
{
    [Fact]
    public void Health_checks_are_added_with_one_line_and_once()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddLiveGen();
        builder.Services.AddHealthChecks().AddLiveGen();
        builder.Services.AddHealthChecks().AddLiveGen();

        using var services = builder.Services.BuildServiceProvider();
        var checks = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.Equal(["livegen: live", "livegen-ready: ready", "livegen-layer: ready, layer"],
            checks.Select(check => $"{check.Name}: {string.Join(", ", check.Tags)}"));
    }
}
