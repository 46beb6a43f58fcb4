using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Load.Servers;

/// <summary>SignalR with its JSON protocol and the same HTML in an argument.</summary>
sealed class SignalRBroadcast : IBroadcast
{
    IHubContext<LoadHub>? _hub;

    // Its clients ping every 15 s; ours stay silent, so that they cost nothing, and must not be dropped for it.
    public void AddServices(WebApplicationBuilder builder) =>
        builder.Services.AddSignalR(options => options.ClientTimeoutInterval = TimeSpan.FromHours(1));

    public void Map(WebApplication app)
    {
        _hub = app.Services.GetRequiredService<IHubContext<LoadHub>>();
        app.MapHub<LoadHub>("/ws", options => options.Transports = HttpTransportType.WebSockets);
    }

    public ValueTask SendAsync(string group, string stamp) => new(_hub!.Clients.Group(group).SendAsync(
        "append", Message.Target, $"<li><b>{Message.Author}</b>{stamp}{Message.Text}</li>"));
}

/// <summary>A hub whose connections only join their groups.</summary>
public sealed class LoadHub : Hub
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync()
    {
        foreach (var group in IBroadcast.GroupsOf(Context.GetHttpContext()!))
            await Groups.AddToGroupAsync(Context.ConnectionId, group);
    }
}
