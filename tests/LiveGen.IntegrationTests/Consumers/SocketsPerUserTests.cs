using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>What the documentation says about limiting sockets per user with ASP.NET Core's rate limiter.</summary>
public sealed class SocketsPerUserTests
{
    [Fact]
    public async Task A_concurrency_limit_holds_for_as_long_as_the_sockets_are_open()
    {
        await using var server = await SocketServer.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseRateLimiter();
                app.MapConsumer<EchoConsumer>("/ws/{room}").AllowAnonymous().RequireRateLimiting("sockets");
            },
            build: builder => builder.Services.AddRateLimiter(limiter => limiter.AddPolicy("sockets", http =>
                RateLimitPartition.GetConcurrencyLimiter($"{http.Request.Headers["X-User"]}",
                    _ => new ConcurrencyLimiterOptions { PermitLimit = 1 }))));

        using var ada = await server.OpenAsync(headers: h => h.Add("X-User", "ada"));
        using var bob = await server.OpenAsync(headers: h => h.Add("X-User", "bob"));

        Assert.Equal(503, (await Assert.ThrowsAsync<HandshakeRefusedException>(() =>
            server.ConnectAsync(headers: h => h.Add("X-User", "ada")))).Status);
    }
}
