using Chat;
using Chat.Backend;
using Chat.Echo;
using Chat.Lobby;
using Chat.Rooms;

// dotnet run --project examples/Chat -- push ROOM TEXT: another process, the same rooms.
if (args is ["push", var room, var text])
    return await Push.RunAsync(room, text);

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChat(builder.Configuration);

var app = builder.Build();
app.UseLiveGenContentSecurityPolicy();
app.UseStaticFiles();

// Everyone may chat, and each endpoint says so: one that says nothing would not start.
app.MapLiveView("/", LobbyPage.Show).AllowAnonymous();
app.MapGet("/join", LobbyPage.Join).AllowAnonymous();
app.MapLiveView("/chat/{room}", ChatPage.Show).AllowAnonymous();
app.MapLiveView("/echo", EchoPage.Show).AllowAnonymous();
app.MapLiveView("/backend/{room}", BackendPage.Send).AllowAnonymous();

app.MapConsumer<LobbyConsumer>("/ws/lobby").AllowAnonymous();
app.MapConsumer<ChatConsumer>("/ws/chat/{room}").AllowAnonymous();
app.MapConsumer<EchoConsumer>("/ws/echo").AllowAnonymous();

// For what restarts processes, and for the load balancer in front of them.
app.MapHealthChecks("/health/live", new() { Predicate = check => check.Tags.Contains("live") }).AllowAnonymous();
app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();

await app.RunAsync();
return 0;
