using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Load.Servers;

/// <summary>LiveGen as an application uses it: rendered, encoded and sent to a group.</summary>
sealed class LiveGenBroadcast : IBroadcast
{
    IGroupSender? _groups;

    public void AddServices(WebApplicationBuilder builder) => builder.Services.AddLiveGen();

    public void Map(WebApplication app)
    {
        _groups = app.Services.GetRequiredService<IGroupSender>();
        app.MapConsumer<LoadConsumer>("/ws").AllowAnonymous();
        app.MapLiveView("/", Page).AllowAnonymous();
    }

    static void Page(string groups)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Load"));
        Body(Ul(id: Message.Target));
        Sockets.Connect<LoadConsumer>(new { groups });
    }

    public ValueTask SendAsync(string group, string stamp) => _groups!.SendCommandsAsync(
        group, Live.Render(() => Append(Message.Target, Li(B(Message.Author), stamp, Message.Text))), CancellationToken.None);
}

/// <summary>A consumer that only joins its groups.</summary>
public sealed class LoadConsumer : LiveGenWebSocketConsumer
{
    /// <inheritdoc/>
    protected override async ValueTask OnConnectedAsync()
    {
        foreach (var group in IBroadcast.GroupsOf(HttpContext))
            await JoinGroupAsync(group);
    }
}
