using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LiveGen.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace LiveGen.LiveViews;

/// <summary>Decides for each parameter of a handler where its value comes from, once when the handler is mapped.</summary>
/// <param name="call">The line that maps the handler, for errors.</param>
/// <param name="handler">The handler.</param>
/// <param name="route">The names in its route.</param>
/// <param name="services">Which services the application has.</param>
/// <param name="json">How the browser's values are read.</param>
sealed class HandlerParameters(
    string call, HandlerInvoker handler, IReadOnlyCollection<string> route, IServiceProviderIsService services, JsonSerializerOptions json)
{
    int _arguments;

    /// <summary>The parameters of an action: what nothing else gives are arguments of its callbacks.</summary>
    public HandlerParameter[] OfAction() =>
        [.. handler.Parameters.Select(p => Known(p) ?? new ArgumentParameter(FromBrowser(p), _arguments++))];

    /// <summary>The parameters of a view: what nothing else gives are values of its route or its query.</summary>
    public HandlerParameter[] OfView() => [.. handler.Parameters.Select(p => Known(p) ?? Text(p, http =>
        RouteValue(http, p.Name!) is { Count: > 0 } value ? value : http.Request.Query[p.Name!]))];

    HandlerParameter? Known(ParameterInfo parameter) =>
        ByAttribute(parameter) ?? ByType(parameter.ParameterType) ?? ByRoute(parameter) ?? (HandlerParameter?)ByService(parameter);

    HandlerParameter? ByAttribute(ParameterInfo parameter)
    {
        foreach (var attribute in parameter.GetCustomAttributes())
        {
            switch (attribute)
            {
                case FromKeyedServicesAttribute keyed:
                    return new GivenParameter(http => parameter.HasDefaultValue
                        ? ((IKeyedServiceProvider)http.RequestServices).GetKeyedService(parameter.ParameterType, keyed.Key)
                        : http.RequestServices.GetRequiredKeyedService(parameter.ParameterType, keyed.Key));
                case IFromServiceMetadata:
                    return Service(parameter);
                case IFromQueryMetadata { Name: var name }:
                    return Text(parameter, http => http.Request.Query[name ?? parameter.Name!]);
                case IFromHeaderMetadata { Name: var name }:
                    return Text(parameter, http => http.Request.Headers[name ?? parameter.Name!]);
                case IFromRouteMetadata { Name: var name }:
                    return Route(parameter, name ?? parameter.Name!);
                case IFromBodyMetadata or IFromFormMetadata or AsParametersAttribute:
                    throw Refused(parameter, $"has [{attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal)}], but the body is " +
                        "the callback itself. Take the attribute away: its arguments are the handler's parameters, in order, and a whole form is one record.");
            }
        }
        return null;
    }

    static GivenParameter? ByType(Type type) =>
        type == typeof(HttpContext) ? new(http => http)
        : type == typeof(HttpRequest) ? new(http => http.Request)
        : type == typeof(HttpResponse) ? new(http => http.Response)
        : type == typeof(ClaimsPrincipal) ? new(http => http.User)
        : type == typeof(CancellationToken) ? new(http => http.RequestAborted)
        : null;

    TextParameter? ByRoute(ParameterInfo parameter) =>
        route.Contains(parameter.Name!, StringComparer.OrdinalIgnoreCase) ? Route(parameter, parameter.Name!) : null;

    GivenParameter? ByService(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        // The container answers "yes" for any sequence.
        var asked = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0] : type;
        return services.IsService(asked) ? Service(parameter) : null;
    }

    static GivenParameter Service(ParameterInfo parameter) => parameter.HasDefaultValue
        ? new(http => http.RequestServices.GetService(parameter.ParameterType))
        : new(http => http.RequestServices.GetRequiredService(parameter.ParameterType));

    // "%2F" is the one escape that servers leave in a path.
    TextParameter Route(ParameterInfo parameter, string name) => Text(
        parameter, http => RouteValue(http, name) is [{ } value] ? value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : StringValues.Empty, name);

    static StringValues RouteValue(HttpContext http, string name) =>
        http.Request.RouteValues.TryGetValue(name, out var value) && value is not null
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : StringValues.Empty;

    TextParameter Text(ParameterInfo parameter, Func<HttpContext, StringValues> get, string? route = null) =>
        new(FromBrowser(parameter), route, get);

    MessageParameter FromBrowser(ParameterInfo parameter)
    {
        const string Advice = "is neither a registered service nor a type that JSON can be read into. Register it with " +
            "builder.Services, or take a record or a simple type.";
        try
        {
            var type = json.GetTypeInfo(parameter.ParameterType);
            if (type.Kind == JsonTypeInfoKind.Object && (parameter.ParameterType.IsInterface || parameter.ParameterType.IsAbstract)
                || typeof(Delegate).IsAssignableFrom(parameter.ParameterType) || typeof(Stream).IsAssignableFrom(parameter.ParameterType))
                throw Refused(parameter, Advice);
            return new MessageParameter(parameter, json);
        }
        catch (NotSupportedException)
        {
            throw Refused(parameter, Advice);
        }
    }

    InvalidOperationException Refused(ParameterInfo parameter, string why) =>
        handler.Refused(call, parameter, why);
}
