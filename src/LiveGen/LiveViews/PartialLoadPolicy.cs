using LiveGen.Commands;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace LiveGen.LiveViews;

/// <summary>
/// Keeps what is no page from running when a page asks for a part. Nobody at the page knows where a link leads, and what is not a
/// part the browser loads itself: an endpoint that signs out or takes a code that holds once would run twice, or under a pointer
/// that rests on its link.
/// </summary>
sealed class PartialLoadPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    static readonly Endpoint s_noPart = new(
        http =>
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent; // no error: there is nothing for a page to take
            http.Response.Headers.CacheControl = "no-store";
            PartialLoad.Vary(http.Response);
            return Task.CompletedTask;
        },
        new EndpointMetadataCollection(new AllowAnonymousAttribute()), "LiveGen: not a page");

    /// <summary>Behind every other policy: which endpoint it is has been decided.</summary>
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => !endpoints.All(IsLiveGen);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        if (PartialLoad.IsAsked(httpContext.Request))
        {
            for (var i = 0; i < candidates.Count; i++)
            {
                if (candidates.IsValidCandidate(i) && !IsLiveGen(candidates[i].Endpoint))
                    candidates.ReplaceEndpoint(i, s_noPart, candidates[i].Values);
            }
        }
        return Task.CompletedTask;
    }

    static bool IsLiveGen(Endpoint endpoint) => endpoint.Metadata.GetMetadata<LiveGenEndpoint>() is not null;
}
