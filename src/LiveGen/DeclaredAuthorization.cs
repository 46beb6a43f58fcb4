using LiveGen.Commands;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace LiveGen;

/// <summary>No endpoint of LiveGen's is open by oversight: each says who may use it, or the application does not start.</summary>
static class DeclaredAuthorization
{
    /// <exception cref="InvalidOperationException">At least one endpoint declares nothing.</exception>
    public static void Check(IEnumerable<Endpoint> endpoints)
    {
        var silent = endpoints
            .Where(e => e.Metadata.GetMetadata<LiveGenEndpoint>() is not null && !Declares(e.Metadata))
            .Select(e => $"  app.{e.Metadata.GetMetadata<LiveGenEndpoint>()!.Call}.RequireAuthorization(\"…\");")
            .ToArray();
        if (silent.Length > 0)
            throw new InvalidOperationException(
                $"{silent.Length} LiveGen endpoint{(silent.Length == 1 ? " does" : "s do")} not declare who may use " +
                $"{(silent.Length == 1 ? "it" : "them")}, so the application does not start. Write one of " +
                ".RequireAuthorization(\"a policy\") and .AllowAnonymous() behind each:\n" + string.Join('\n', silent));
    }

    static bool Declares(EndpointMetadataCollection metadata) =>
        metadata.Any(m => m is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData or IAllowAnonymous);
}
