using System.Reflection;
using LiveGen.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>A page's endpoint with the values of its route, found from the page's path.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Values">The values of its route.</param>
sealed record PageRoute(RouteEndpoint Endpoint, RouteValueDictionary Values)
{
    /// <summary>Finds the page that has this path: one that the view is mapped as, or any when the view is a part of pages.</summary>
    /// <param name="http">The request.</param>
    /// <param name="view">The view; null for any page.</param>
    /// <param name="path">The path.</param>
    public static PageRoute? Find(HttpContext http, MethodInfo? view, PathString path)
    {
        var own = view is null ? [] : http.RequestServices.GetRequiredService<IEndpointAddressScheme<HandlerRoute>>().FindEndpoints(new HandlerRoute(view)).Where(IsPage);
        var candidates = own.Any() ? own : http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.Where(IsPage);
        return candidates.OfType<RouteEndpoint>()
            .OrderBy(endpoint => endpoint.Order).ThenBy(endpoint => endpoint.RoutePattern.InboundPrecedence)
            .Select(endpoint => Match(http, endpoint, path)).FirstOrDefault(page => page is not null);
    }

    /// <summary>Makes the request that of the page, for code that asks it, until the result is disposed.</summary>
    public static IDisposable Enter(HttpContext http, PageRoute page, PathString path, QueryString query)
    {
        var request = http.Request;
        var before = new Before(http, http.GetEndpoint(), request.Method, request.Path, request.QueryString, request.RouteValues);
        http.SetEndpoint(page.Endpoint);
        (request.Method, request.Path, request.QueryString, request.RouteValues) = (HttpMethods.Get, path, query, page.Values);
        return before;
    }

    static bool IsPage(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HandlerRoute>()?.Handler is MethodInfo && endpoint.Metadata.GetMetadata<ActionEndpoint>() is null;

    static PageRoute? Match(HttpContext http, RouteEndpoint endpoint, PathString path)
    {
        var values = new RouteValueDictionary();
        var matcher = new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary(endpoint.RoutePattern.Defaults));
        return matcher.TryMatch(path, values) && Allows(http, endpoint.RoutePattern, values) ? new PageRoute(endpoint, values) : null;
    }

    // The matcher does not ask them: "/{id:guid}" would take what "/{number:int}" is for.
    static bool Allows(HttpContext http, RoutePattern route, RouteValueDictionary values)
    {
        var policies = http.RequestServices.GetRequiredService<ParameterPolicyFactory>();
        return route.ParameterPolicies.All(parameter => parameter.Value
            .Select(policy => policies.Create(route.GetParameter(parameter.Key), policy)).OfType<IRouteConstraint>()
            .All(constraint => constraint.Match(http, route: null, parameter.Key, values, RouteDirection.IncomingRequest)));
    }

    sealed record Before(
        HttpContext Http, Endpoint? Endpoint, string Method, PathString Path, QueryString Query, RouteValueDictionary Values) : IDisposable
    {
        public void Dispose()
        {
            Http.SetEndpoint(Endpoint);
            (Http.Request.Method, Http.Request.Path, Http.Request.QueryString, Http.Request.RouteValues) = (Method, Path, Query, Values);
        }
    }
}
