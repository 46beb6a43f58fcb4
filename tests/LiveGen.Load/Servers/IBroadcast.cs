using Microsoft.AspNetCore.Builder;

namespace LiveGen.Load.Servers;

/// <summary>One way to send to a group of sockets. Clients connect to <c>/ws?group=…&amp;group=…</c>.</summary>
interface IBroadcast
{
    void AddServices(WebApplicationBuilder builder);

    void Map(WebApplication app);

    /// <summary>Sends one message that holds the stamp to every member.</summary>
    ValueTask SendAsync(string group, string stamp);
}
