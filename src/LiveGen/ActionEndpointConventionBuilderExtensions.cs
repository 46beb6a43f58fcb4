using System.Diagnostics.CodeAnalysis;
using LiveGen.Commands;
using LiveGen.LiveViews;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps actions: what the callbacks of pages call over HTTP.</summary>
public static class ActionEndpointConventionBuilderExtensions
{
    static readonly string[] s_methods = [HttpMethods.Post];

    /// <summary>
    /// Answers the callbacks that <c>Callback(handler, …)</c> makes: <c>app.MapAction("/counter/increment", Counter.Increment).AllowAnonymous()</c>.
    /// </summary>
    /// <remarks>
    /// The handler's parameters are the callback's arguments, in order; beside them it takes values of the route, services,
    /// <c>HttpContext</c>, <c>ClaimsPrincipal</c> and <c>CancellationToken</c>. It may be asynchronous, and returns nothing, a
    /// <c>CommandBatch</c> or an <see cref="IResult"/>. What it throws changes nothing at the page.
    /// </remarks>
    /// <param name="endpoints">The application or a route group.</param>
    /// <param name="pattern">The route, such as <c>/todos/{id}/delete</c>.</param>
    /// <param name="handler">What is called.</param>
    /// <returns>The endpoint; declare <c>RequireAuthorization(…)</c> or <c>AllowAnonymous()</c>, else the application refuses to start.</returns>
    /// <exception cref="InvalidOperationException">AddLiveGen is missing, or the handler takes or returns what an action cannot.</exception>
    public static RouteHandlerBuilder MapAction(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(handler);
        var call = $"MapAction(\"{pattern}\", …)";
        var services = endpoints.ServiceProvider;
        var origins = services.GetService<OriginCheck>() ?? throw new InvalidOperationException(
            $"{call} needs LiveGen's services. Add builder.Services.AddLiveGen(); before builder.Build().");
        var options = services.GetRequiredService<IOptions<LiveGenOptions>>().Value;
        var known = services.GetRequiredService<IServiceProviderIsService>();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(LiveViewsLog.Category);
        var invoker = new HandlerInvoker(handler, call);
        _ = new ActionEndpoint(call, invoker, Routing.Patterns.RoutePatternFactory.Parse(pattern), known, options); // errors belong to this line

        services.GetRequiredService<UploadEndpoints>().AddTo(endpoints);
        var map = endpoints.MapMethods(pattern, s_methods, static (ActionCall call) => call.InvokeAsync())
            .WithMetadata(handler.Method.GetCustomAttributes(inherit: true))
            .WithMetadata(new HandlerRoute(handler.Method), new LiveGenEndpoint(call))
            .WithMetadata(UsesSessionState.MetadataOf(handler.Method))
            .WithDisplayName($"{call}: {invoker.Name}")
            .ExcludeFromDescription();
        map.Add(endpoint =>
        {
            // Only here is the whole route known, with those of the groups around it.
            var action = new ActionEndpoint(call, invoker, ((RouteEndpointBuilder)endpoint).RoutePattern, known, options);
            endpoint.Metadata.Add(action);
            // Ahead of the filters of groups: they see the handler's values too.
            endpoint.FilterFactories.Insert(0, (_, next) => new ActionFilter(action, origins, log, next).InvokeAsync);
        });
        map.Finally(endpoint => endpoint.Metadata.OfType<ActionEndpoint>().Last().Complete(endpoint.Metadata));
        return map;
    }

    /// <summary>
    /// Names the element whose content becomes what the handler writes: <c>MapAction(…).WithTarget("content")</c>. A handler that
    /// writes no element leaves it as it is.
    /// </summary>
    /// <param name="action">The action, or a group of them.</param>
    /// <param name="id">The element's id.</param>
    public static TBuilder WithTarget<TBuilder>(this TBuilder action, string id) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentException.ThrowIfNullOrEmpty(id);
        return action.WithMetadata(new ActionTarget(id));
    }

    /// <summary>
    /// Renders the page's own view after the action and morphs it into the target: <c>MapAction(…).ThenView(Todos.List)</c>. The view
    /// takes its values from the address of the page that called.
    /// </summary>
    /// <param name="action">The action, or a group of them.</param>
    /// <param name="view">What writes the content of the target: not the whole page.</param>
    /// <exception cref="InvalidOperationException">A parameter of the view cannot be given a value; thrown when the application starts.</exception>
    public static TBuilder ThenView<TBuilder>(this TBuilder action, Delegate view) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(view);
        action.Add(endpoint => endpoint.Metadata.Add(
            new PageView(view, endpoint.ApplicationServices.GetRequiredService<IServiceProviderIsService>())));
        return action;
    }
}
