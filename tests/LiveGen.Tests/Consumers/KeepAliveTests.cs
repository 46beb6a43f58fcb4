using System.Net.WebSockets;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Consumers;

/// <summary>Peers that have gone without a word are noticed by the WebSocket's own pings.</summary>
public sealed class KeepAliveTests
{
    sealed class QuietConsumer : LiveGenWebSocketConsumer;

    [Fact]
    public async Task By_default_a_dead_peer_is_dropped_within_35_s()
    {
        var asked = await AcceptAsync(new LiveGenOptions());

        Assert.Equal((TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(15)), (asked.KeepAliveInterval, asked.KeepAliveTimeout));
        // It may die right after a ping that it has answered: the next one comes an interval later, and is waited for.
        Assert.True(asked.KeepAliveInterval + asked.KeepAliveTimeout < TimeSpan.FromSeconds(35));
    }

    [Fact]
    public async Task The_options_say_otherwise()
    {
        var asked = await AcceptAsync(new LiveGenOptions { KeepAliveInterval = TimeSpan.FromSeconds(1), KeepAliveTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), (asked.KeepAliveInterval, asked.KeepAliveTimeout));
    }

    static async Task<WebSocketAcceptContext> AcceptAsync(LiveGenOptions options)
    {
        var time = new ManualTimeProvider();
        using var layer = new UnreadyLayer("none", time);
        using var sockets = new OpenSockets(Options.Create(options), time, layer, groups: null!, new RecordingLog());
        await using var services = new ServiceCollection()
            .AddSingleton(sockets)
            .AddSingleton(new SocketSessions(sockets, new SignedOutCookies(time)))
            .BuildServiceProvider();
        var handshake = new Handshake();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Features.Set<IHttpWebSocketFeature>(handshake);
        http.Request.Headers.SecWebSocketProtocol = Protocol.Subprotocol;
        var endpoint = new ConsumerEndpoint(new ConsumerContract(typeof(QuietConsumer), options), new OriginCheck(options));

        await Assert.ThrowsAsync<WebSocketException>(() => endpoint.HandleAsync(http));

        return handshake.Asked!;
    }

    /// <summary>A request for a socket, whose browser has gone when it is accepted.</summary>
    sealed class Handshake : IHttpWebSocketFeature
    {
        public WebSocketAcceptContext? Asked { get; private set; }

        public bool IsWebSocketRequest => true;

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
        {
            Asked = context;
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
    }
}
