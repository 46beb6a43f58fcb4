using LiveGen.Channels;
using LiveGen.Consumers;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LiveGen;

/// <summary>The services that look after open sockets: how they end, and who is behind them.</summary>
static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Drain>());
        services.TryAddSingleton<SignedOutCookies>();
        services.TryAddSingleton<SocketSessions>();
        services.TryAddSingleton<ISocketSessions>(provider => provider.GetRequiredService<SocketSessions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CookieAuthenticationOptions>, SignOutSetup>());
        services.TryAddSingleton<IPresenceStore, MemoryPresence>();
        services.TryAddSingleton<GroupPresence>();
        services.TryAddSingleton<IGroupPresence>(provider => provider.GetRequiredService<GroupPresence>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GroupPresence.End>());
    }
}
