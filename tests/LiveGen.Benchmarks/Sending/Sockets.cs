using System.Net.WebSockets;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.Benchmarks.Sending;

/// <summary>Open sockets in one group of a LiveGen application, over a network that costs nothing.</summary>
sealed class Sockets : IDisposable
{
    public const string Group = "all";

    readonly WebApplication _app;

    public Sockets(int count)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddLiveGen();
        _app = builder.Build();
        var open = _app.Services.GetRequiredService<OpenSockets>();
        var options = _app.Services.GetRequiredService<IOptions<LiveGenOptions>>().Value;
        var endpoint = new ConsumerEndpoint(
            new ConsumerContract(typeof(MemberConsumer), options), _app.Services.GetRequiredService<OriginCheck>());
        for (var i = 0; i < count; i++)
            _ = ServeAsync(endpoint, open);

        var members = ((InMemoryChannelLayer)_app.Services.GetRequiredService<IChannelLayer>()).Local;
        if (members.ChannelCount != count)
            throw new InvalidOperationException($"{members.ChannelCount} of {count} sockets are open.");
        Groups = _app.Services.GetRequiredService<IGroupSender>();
    }

    public IGroupSender Groups { get; }

    public static WebSocket OpenSocket(Stream? connection = null) =>
        WebSocket.CreateFromStream(connection ?? new SilentStream(), new WebSocketCreationOptions { IsServer = true });

    public void Dispose() => ((IDisposable)_app).Dispose();

    // As over Kestrel: a group's frames go past the socket.
    async Task ServeAsync(ConsumerEndpoint endpoint, OpenSockets open)
    {
        var transport = new SocketTransport(new SilentStream());
        var http = new DefaultHttpContext { RequestServices = _app.Services };
        http.Features.Set<IHttpUpgradeFeature>(transport);
        await new Connection(OpenSocket(await transport.UpgradeAsync()), http, endpoint, open).RunAsync();
    }
}

/// <summary>A consumer that is in the group and does nothing else.</summary>
public sealed class MemberConsumer : LiveGenWebSocketConsumer
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Groups => [Sockets.Group];
}
