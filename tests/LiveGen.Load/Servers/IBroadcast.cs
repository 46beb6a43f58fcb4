using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Load.Servers;

/// <summary>One way to send to a group of sockets. Clients connect to <c>/ws?groups=…,…</c>.</summary>
interface IBroadcast
{
    void AddServices(WebApplicationBuilder builder);

    void Map(WebApplication app);

    /// <summary>Sends one message that holds the stamp to every member.</summary>
    ValueTask SendAsync(string group, string stamp);

    /// <summary>The groups that a client asks for.</summary>
    static string[] GroupsOf(HttpContext http) => http.Request.Query["groups"].ToString().Split(',');
}
