using LiveGen.Faults.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Faults.Running;

/// <summary>Backend code in a process without pages: it only has the group sender on Redis.</summary>
sealed class Worker(string redis) : IAsyncDisposable
{
    readonly ServiceProvider _services = new ServiceCollection().AddLiveGenRedis(redis).BuildServiceProvider();

    public ValueTask SendAsync(string group, long number, CancellationToken cancellationToken) =>
        Sending.SendAsync(_services.GetRequiredService<IGroupSender>(), group, number, cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
