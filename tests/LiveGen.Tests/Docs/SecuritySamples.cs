using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static LiveGen.Tests.Docs.ConsumerSamples;

namespace LiveGen.Tests.Docs;

/// <summary>The samples of docs/security.md.</summary>
public sealed class SecuritySamples
{
    [Fact]
    public void Keys_are_kept_where_all_machines_read_them() =>
        Assert.NotNull(Application([]).Services.GetService<IDataProtectionProvider>());

    [Fact]
    public void The_sockets_of_a_user_can_be_limited()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddLiveGen();
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy("sockets", http =>
            RateLimitPartition.GetConcurrencyLimiter(http.User.Identity?.Name ?? "",
                _ => new ConcurrencyLimiterOptions { PermitLimit = 10 })));
        using var app = builder.Build();
        app.MapConsumer<ChatConsumer>("/ws/chat/{room}").RequireAuthorization("chat.write").RequireRateLimiting("sockets");

        var endpoint = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Single();

        Assert.Equal("sockets", endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName);
    }

    static WebApplication Application(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLiveGen();
        builder.Services.AddDataProtection()
            .SetApplicationName("shop")                                            // machines whose folders differ
            .PersistKeysToFileSystem(new DirectoryInfo("/var/lib/shop/keys"));     // shared by all of them
        return builder.Build();
    }
}
