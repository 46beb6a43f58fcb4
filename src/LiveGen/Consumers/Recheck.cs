using System.Security.Claims;
using LiveGen.Commands;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Consumers;

/// <summary>
/// A handshake's request once more, with its cookies and headers and services of its own: what would ASP.NET Core make of it now? So
/// everything takes part that does at a request: cookie events, security stamps, claims transformations, the endpoint's policies.
/// </summary>
sealed class Recheck : IAuthenticateResultFeature
{
    readonly DefaultHttpContext _http;
    readonly ClaimsPrincipal _user;
    readonly bool _wasAuthenticated;

    /// <summary>Copies the request; it must not have ended.</summary>
    public Recheck(HttpContext handshake)
    {
        _user = handshake.User;
        _wasAuthenticated = IsAuthenticated(handshake);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = handshake.Request.Protocol,
            Scheme = handshake.Request.Scheme,
            Method = handshake.Request.Method,
            PathBase = handshake.Request.PathBase.Value ?? "",
            Path = handshake.Request.Path.Value ?? "",
            QueryString = handshake.Request.QueryString.Value ?? "",
            Headers = new HeaderDictionary(handshake.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)),
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        Share<IHttpConnectionFeature>(handshake, features);
        Share<ITlsConnectionFeature>(handshake, features);
        _http = new DefaultHttpContext(features);
        _http.Request.RouteValues = new(handshake.Request.RouteValues);
        _http.SetEndpoint(handshake.GetEndpoint());
    }

    public enum Outcome
    {
        Allowed,
        SignedOut,
        Denied,
    }

    /// <summary>The user as of now.</summary>
    public ClaimsPrincipal User => _http.User;

    AuthenticateResult? IAuthenticateResultFeature.AuthenticateResult { get; set; }

    /// <summary>Whether ASP.NET Core has found out itself who sends the request; what else an application does, cannot be done again.</summary>
    public static bool IsAuthenticated(HttpContext http) =>
        http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult is { Succeeded: true };

    public async Task<Outcome> RunAsync(IServiceScopeFactory scopes, CallbackAuthorization? authorization)
    {
        await using var scope = scopes.CreateAsyncScope();
        _http.RequestServices = scope.ServiceProvider;
        // For what asks for the request in this way, as Identity does when a security stamp has changed. It ends with this method.
        scope.ServiceProvider.GetService<IHttpContextAccessor>()?.HttpContext = _http;
        _http.User = _user;
        var policy = authorization is null ? null : await authorization.PolicyAsync(scope.ServiceProvider);
        if (_wasAuthenticated && !await AuthenticateAsync(scope.ServiceProvider, policy))
            return Outcome.SignedOut;
        return authorization is null || await authorization.IsAllowedAsync(_http) ? Outcome.Allowed : Outcome.Denied;
    }

    // As the middleware does: the default scheme, then those that the policy names.
    async Task<bool> AuthenticateAsync(IServiceProvider services, AuthorizationPolicy? policy)
    {
        _http.User = new ClaimsPrincipal();
        AuthenticateResult? result = null;
        if (await services.GetRequiredService<IAuthenticationSchemeProvider>().GetDefaultAuthenticateSchemeAsync() is { } scheme)
            result = Note(await _http.AuthenticateAsync(scheme.Name));
        if (policy is { AuthenticationSchemes.Count: > 0 })
            result = Note(await services.GetRequiredService<IPolicyEvaluator>().AuthenticateAsync(policy, _http));
        return result is { Succeeded: true } && SocketSessions.HashOf(_http.User) == SocketSessions.HashOf(_user);
    }

    AuthenticateResult Note(AuthenticateResult result)
    {
        ((IAuthenticateResultFeature)this).AuthenticateResult = result;
        _http.Features.Set<IAuthenticateResultFeature>(this);
        if (result.Principal is { } user)
            _http.User = user;
        return result;
    }

    static void Share<TFeature>(HttpContext from, FeatureCollection to)
    {
        if (from.Features.Get<TFeature>() is { } feature)
            to.Set(feature);
    }
}
