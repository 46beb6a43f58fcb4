using LiveGen.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Templates;

// URLs are made from handlers, by ASP.NET Core's link generator over the endpoints as they are mapped.
sealed partial class RenderContext
{
    /// <summary>The path of a handler with its route values; further values become the query.</summary>
    public string UrlOf(object handler, string name, string map, object? values)
    {
        var http = RequireHttp(name);
        return http.RequestServices.GetRequiredService<LinkGenerator>()
                .GetPathByAddress(http, new HandlerRoute(handler), new RouteValueDictionary(values), ambientValues: [])
            ?? throw new TemplateException(
                $"There is no URL for {name} with the values {Describe(values)}. Map it with app.{map}(…), and give every value " +
                "that its route names.");
    }

    /// <summary>The endpoints of a handler.</summary>
    public IEnumerable<Endpoint> EndpointsOf(object handler, string name) =>
        RequireHttp(name).RequestServices.GetRequiredService<IEndpointAddressScheme<HandlerRoute>>().FindEndpoints(new HandlerRoute(handler));

    HttpContext RequireHttp(string name) => Http ?? throw new TemplateException(
        $"The URL of {name} depends on the request (its host may have a base path), and this render has none. " +
        "Render in a handler given to MapLiveView or in a consumer, or pass the URL in.");

    static string Describe(object? values) => values is null
        ? "(none)"
        : string.Join(", ", new RouteValueDictionary(values).Select(value => $"{value.Key} = {value.Value}"));
}
