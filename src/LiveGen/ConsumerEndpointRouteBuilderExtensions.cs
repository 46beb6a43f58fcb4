using System.Diagnostics.CodeAnalysis;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps consumers to routes.</summary>
public static class ConsumerEndpointRouteBuilderExtensions
{
    // A WebSocket begins with GET on HTTP/1.1 and with CONNECT on HTTP/2.
    static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Connect];

    /// <summary>
    /// Serves sockets of a consumer at a route. Who may open one must be said behind it or with an attribute on the class, or
    /// the application does not start.
    /// </summary>
    /// <example>
    /// <code>
    /// app.MapConsumer&lt;ChatConsumer&gt;("/ws/chat/{room}").RequireAuthorization("chat.write");
    /// app.MapConsumer&lt;ClockConsumer&gt;("/ws/clock").AllowAnonymous();
    /// </code>
    /// </example>
    /// <typeparam name="TConsumer">The consumer; one instance is made per open socket.</typeparam>
    /// <param name="endpoints">The application, or a route group.</param>
    /// <param name="pattern">The route; its parameters are the consumer's <c>RouteValues</c>.</param>
    /// <exception cref="InvalidOperationException">AddLiveGen is missing, or the consumer's message types or attributes cannot be used.</exception>
    public static IEndpointConventionBuilder MapConsumer<TConsumer>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
        where TConsumer : LiveGenWebSocketConsumer
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var call = $"MapConsumer<{typeof(TConsumer).Name}>(\"{pattern}\")";
        var services = endpoints.ServiceProvider;
        var origins = services.GetService<OriginCheck>() ?? throw new InvalidOperationException(
            $"{call} needs LiveGen's services. Add builder.Services.AddLiveGen(); before builder.Build().");
        var options = services.GetRequiredService<IOptions<LiveGenOptions>>().Value;
        var endpoint = new ConsumerEndpoint(new ConsumerContract(typeof(TConsumer), options), origins);

        // Behind the route, not in front of the application: there it would answer for the application's own sockets, and
        // the options of its own UseWebSockets would have no effect.
        var sockets = endpoints.CreateApplicationBuilder();
        sockets.Use(static next => http =>
        {
            SocketTransport.Install(http);
            return next(http);
        });
        sockets.UseWebSockets().Run(endpoint.HandleAsync);
        var map = endpoints.MapMethods(pattern, s_methods, sockets.Build())
            .WithMetadata(typeof(TConsumer).GetCustomAttributes(inherit: true))
            .WithMetadata(new HandlerRoute(typeof(TConsumer)), new LiveGenEndpoint(call))
            .DisableCookieRedirect()
            .WithDisplayName(call);
        map.Finally(built => endpoint.Authorization = CallbackAuthorization.For(new EndpointMetadataCollection(built.Metadata)));
        return map;
    }
}
