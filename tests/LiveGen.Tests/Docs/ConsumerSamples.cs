using System.ComponentModel.DataAnnotations;
using LiveGen.Channels;
using LiveGen.Tests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The samples of docs/consumers.md, mapped as shown there.</summary>
public sealed class ConsumerSamplesTests
{
    [Fact]
    public async Task The_page_opens_the_chat_s_socket_and_calls_it()
    {
        await using var site = await Site.StartAsync(app =>
        {
            ConsumerSamples.Map(app);
            app.MapLiveView("/{room}", ConsumerSamples.Room).AllowAnonymous();
        }, services => services.AddAuthorizationBuilder().AddPolicy("chat.write", policy => policy.RequireAuthenticatedUser()));

        var page = await site.PageAsync("/lobby");

        Assert.StartsWith("""{"to":"/ws/chat/lobby","name":"Say","args":[["r"]],""",
            page.QuerySelector("#message")!.GetAttribute("data-lg-keyup"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_gets_what_was_sent_to_its_queue()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ConsumerSamples.Images>();
        ConsumerSamples.AddWorker(builder);
        await using var app = builder.Build();
        await app.StartAsync();

        await ConsumerSamples.SendAsync(app.Services.GetRequiredService<IChannelLayer>(), new ConsumerSamples.Dam(7));

        Assert.Equal(7, await app.Services.GetRequiredService<ConsumerSamples.Images>().Shrunk.WaitAsync(TimeSpan.FromSeconds(20)));
        await app.StopAsync();
    }
}

static class ConsumerSamples
{
    public static void Map(WebApplication app)
    {
        app.MapConsumer<ChatConsumer>("/ws/chat/{room}").RequireAuthorization("chat.write");
        app.MapConsumer<LobbyConsumer>("/ws/lobby/{room}").AllowAnonymous();
        app.MapConsumer<RoomConsumer>("/ws/room").AllowAnonymous();
    }

    public static void Room(string room)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Chat"));
        using var body = Body().Open();
        var chat = Sockets.Connect<ChatConsumer>(new { room });
        Input(id: "message", onkeyup: chat.Callback<Say>(This, when: Key.Enter, clear: true));
        Ul(id: "messages");
    }

    public static void AddWorker(WebApplicationBuilder builder)
    {
        builder.Services.AddLiveGen().AddWorker<Thumbnails>("thumbnails");
    }

    public static async Task SendAsync(IChannelLayer channels, Dam dam)
    {
        await channels.SendAsync("thumbnails", new MakeThumbnail(dam.Id));   // IChannelLayer
    }

    public sealed record Say([Length(1, 1000)] string Text);   // browser -> consumer, validated
    public sealed record Said(string By, string Text);         // anyone -> group

    public sealed class ChatConsumer : LiveGenWebSocketConsumer, IReceive<Say>, IHandle<Said>
    {
        string Room => $"chat.{RouteValues["room"]}";

        protected override ValueTask OnConnectedAsync() => JoinGroupAsync(Room);

        public ValueTask ReceiveAsync(Say say, CancellationToken ct) =>
            GroupSendAsync(Room, new Said(User.Identity?.Name ?? "guest", say.Text), ct);

        public ValueTask HandleAsync(Said said, CancellationToken ct)
        {
            Append("messages", Li(B(said.By), ": ", said.Text));   // sent to this page when the method returns
            return default;
        }
    }

    public sealed class Clock(IGroupSender groups, TimeProvider time) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken ct)
        {
            await groups.SendAsync("chat.lobby", new Said("server", "Hi!"), ct);   // an event
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
            while (await timer.WaitForNextTickAsync(ct))
                await groups.SendCommandsAsync("clock", Live.Render(() => Morph("now", time.GetUtcNow())), ct);   // commands
        }
    }

    public sealed class LobbyConsumer : LiveGenWebSocketConsumer
    {
        string Room => $"lobby.{RouteValues["room"]}";

        protected override async ValueTask OnConnectedAsync()
        {
            await JoinGroupAsync(Room);
            if (!Resumed)
                Append("messages", Li("Welcome!"));      // a page that comes back has seen it
        }

        protected override async ValueTask OnResumedAsync(IReadOnlyCollection<string> groups)
        {
            foreach (var group in groups)                 // those that callbacks or events have joined
                if (await MayStillReadAsync(group))
                    await JoinGroupAsync(group);
        }

        ValueTask<bool> MayStillReadAsync(string group) => new(User.HasClaim("reads", group));
    }

    public sealed class RoomConsumer(IGroupPresence presence) : LiveGenWebSocketConsumer, IHandle<PresenceChanged>
    {
        protected override async ValueTask OnConnectedAsync()
        {
            await JoinGroupAsync("room");                         // is told who comes and goes
            await TrackAsync("room", key: User.Identity!.Name!);  // is there for the others
        }

        public async ValueTask HandleAsync(PresenceChanged changed, CancellationToken ct) =>
            Morph("online", Each(await presence.ListAsync(changed, ct), who => Li(who.Key)));
    }

    public sealed record Dam(int Id);

    public sealed record MakeThumbnail(int Dam);

    public sealed class Images
    {
        readonly TaskCompletionSource<int> _shrunk = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<int> Shrunk => _shrunk.Task;

        public ValueTask ShrinkAsync(int dam, CancellationToken ct)
        {
            _shrunk.TrySetResult(dam);
            return default;
        }
    }

    public sealed class Thumbnails(Images images) : ChannelWorker, IHandle<MakeThumbnail>
    {
        public ValueTask HandleAsync(MakeThumbnail message, CancellationToken ct) => images.ShrinkAsync(message.Dam, ct);
    }
}
