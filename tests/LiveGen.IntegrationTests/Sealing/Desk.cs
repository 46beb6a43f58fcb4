using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.IntegrationTests.Sealing;

public sealed record Delete(int Dam, string Note);

public sealed record Archive(int Dam, string Note);

public sealed record More(string How);

/// <summary>A page whose callbacks have constants, and the consumer that they call.</summary>
sealed class Desk(Ledger ledger) : LiveGenWebSocketConsumer, IReceive<Delete>, IReceive<Archive>, IReceive<More>
{
    protected override IEnumerable<string> Groups => ["desks"];

    public static void Page(string room, string? view) => Buttons(Sockets.Connect<Desk>(new { room, view }));

    static void Buttons(ConsumerSocket<Desk> desk)
    {
        Button("Delete", onclick: desk.Callback<Delete>(42, This));
        Button("Archive", onclick: desk.Callback<Archive>(42, This));
        Button("Untyped", onclick: desk.Callback(42, This));
    }

    public ValueTask ReceiveAsync(Delete message, CancellationToken cancellationToken) => Note($"deleted {message.Dam} {message.Note}");

    public ValueTask ReceiveAsync(Archive message, CancellationToken cancellationToken) => Note($"archived {message.Dam} {message.Note}");

    protected override ValueTask ReceiveCallbackAsync(CallbackArguments args, CancellationToken cancellationToken) =>
        Note($"untyped {args[0]} {args[1]}");

    public async ValueTask ReceiveAsync(More message, CancellationToken cancellationToken)
    {
        var me = Sockets.To<Desk>(RouteValues);
        if (message.How == "me")
            Morph("list", Div(Sample(me)));
        else if (message.How == "interval")
            IntervalSet("tick", TimeSpan.FromSeconds(1), me.Callback<Delete>(1, "tick"));
        else if (message.How == "render")
            await GroupSendCommandsAsync("desks", Render(() => Buttons(me), target: "list"), cancellationToken);
        else if (message.How == "live")
            await GroupSendCommandsAsync("desks", Live.Render(() =>
            {
                Alert("first");
                Append("list", Sample(Sockets.To<Desk>(RouteValues)));
                Append("list", Sample(Sockets.To<Desk>(RouteValues)));
            }), cancellationToken);
        else
            await GroupSendCommandsAsync("desks", await Live.RenderAsync(async () =>
            {
                await Task.Yield();
                Append("list", Sample(Sockets.To<Desk>(RouteValues)));
            }), cancellationToken);
    }

    static Element Sample(ConsumerSocket<Desk> desk) => Button("Delete", onclick: desk.Callback<Delete>(7, This));

    ValueTask Note(string what)
    {
        ledger.Add(what);
        return default;
    }

    public static Task<SocketServer> StartAsync(
        IDataProtectionProvider? ring = null, Action<LiveGenOptions>? options = null) => SocketServer.StartAsync(
        app =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapLiveView("/desk/{room}", Page).AllowAnonymous();
            app.MapLiveView("/still", () => { P("No callbacks here."); }).AllowAnonymous();
            app.MapLiveView("/listens", () => { Sockets.Connect<EchoConsumer>(new { room = "lobby" }); }).AllowAnonymous();
            app.MapConsumer<Desk>("/ws/desk/{room}").AllowAnonymous();
            app.MapConsumer<Desk>("/ws/other/{room}").AllowAnonymous();
            app.MapConsumer<EchoConsumer>("/ws/{room}").AllowAnonymous();
        },
        options,
        builder =>
        {
            builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
            if (ring is not null)
                builder.Services.AddSingleton(ring);
        });
}
