using System.Diagnostics.CodeAnalysis;
using LiveGen.Commands;
using LiveGen.LiveViews;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps pages.</summary>
public static class LiveViewEndpointRouteBuilderExtensions
{
    static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Answers GET with the page that the handler writes:
    /// <c>app.MapLiveView("/counter", Counter.Page).AllowAnonymous()</c>.
    /// </summary>
    /// <remarks>
    /// The handler may be synchronous or asynchronous and takes route and query values, services, <c>HttpContext</c>,
    /// <c>ClaimsPrincipal</c> and <c>CancellationToken</c>, bound by ASP.NET Core. It returns nothing (or the last element), or an
    /// <see cref="IResult"/> instead of the page. The runtime's script and the page's first commands are put in by themselves.
    /// </remarks>
    /// <param name="endpoints">The application or a route group.</param>
    /// <param name="pattern">The route, such as <c>/chat/{room}</c>.</param>
    /// <param name="handler">What writes the page.</param>
    /// <returns>The endpoint; declare <c>RequireAuthorization(…)</c> or <c>AllowAnonymous()</c>, else the application refuses to start.</returns>
    public static RouteHandlerBuilder MapLiveView(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(handler);
        var call = $"MapLiveView(\"{pattern}\", …)";
        if (endpoints.ServiceProvider.GetService<ClientRuntime>() is null)
            throw new InvalidOperationException(
                $"{call} needs LiveGen's services. Add builder.Services.AddLiveGen(); before builder.Build().");
        return endpoints.MapMethods(pattern, s_methods, handler)
            .AddEndpointFilter<PageFilter>()
            .WithMetadata(new HandlerRoute(handler.Method), new LiveGenEndpoint(call))
            .WithMetadata(UsesSessionState.MetadataOf(handler.Method))
            .ExcludeFromDescription();
    }
}
