using LiveGen.Channels;
using LiveGen.Consumers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LiveGen;

/// <summary>The services that look after open sockets: how they end, and who is behind them.</summary>
static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Drain>());
        services.TryAddSingleton<IPresenceStore, MemoryPresence>();
        services.TryAddSingleton<GroupPresence>();
        services.TryAddSingleton<IGroupPresence>(provider => provider.GetRequiredService<GroupPresence>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GroupPresence.End>());
    }
}
