using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Commands;

/// <summary>
/// The endpoint's combined policy, evaluated again at every callback with the user as last checked: requirements that look
/// something up may have changed since ASP.NET Core's middleware checked them.
/// </summary>
sealed class CallbackAuthorization
{
    readonly IReadOnlyList<IAuthorizeData> _data;
    readonly IReadOnlyList<AuthorizationPolicy> _policies;
    AuthorizationPolicy? _cached;

    CallbackAuthorization(EndpointMetadataCollection metadata)
    {
        _data = metadata.GetOrderedMetadata<IAuthorizeData>();
        var requirements = metadata.GetOrderedMetadata<IAuthorizationRequirementData>().SelectMany(r => r.GetRequirements()).ToArray();
        var policies = metadata.GetOrderedMetadata<AuthorizationPolicy>();
        _policies = requirements.Length == 0 ? policies : [.. policies, new AuthorizationPolicy(requirements, [])];
    }

    /// <summary>Reads the endpoint's metadata; null when it allows everyone.</summary>
    public static CallbackAuthorization? For(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IAllowAnonymous>() is not null
            ? null
            : new CallbackAuthorization(metadata);

    public async ValueTask<bool> IsAllowedAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var policy = await PolicyAsync(services);
        // Neither data nor policies: refuse, as the start-up check would have.
        if (policy is null)
            return false;
        var result = await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, http, policy);
        return result.Succeeded;
    }

    /// <summary>The combined policy; null when there is none.</summary>
    public async ValueTask<AuthorizationPolicy?> PolicyAsync(IServiceProvider services) =>
        _cached ?? await CombineAsync(services.GetRequiredService<IAuthorizationPolicyProvider>());

    async ValueTask<AuthorizationPolicy?> CombineAsync(IAuthorizationPolicyProvider provider)
    {
        var policy = await AuthorizationPolicy.CombineAsync(provider, _data, _policies);
        if (provider.AllowsCachingPolicies)
            _cached = policy;
        return policy;
    }
}
