using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>
/// Answers a call of an action that is not allowed in the page's own terms. What authorization does to anything else, pages too,
/// is left to the handler that was registered before.
/// </summary>
sealed class ActionRefusals : IAuthorizationMiddlewareResultHandler
{
    // The body has not been read yet. An answer belongs to its request, so the page needs no number.
    const int NoId = 0;

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var isAction = context.GetEndpoint()?.Metadata.GetMetadata<ActionEndpoint>() is not null;
        if (isAction && !authorizeResult.Succeeded && PlainPost.Is(context.Request))
        {
            await RefuseFormAsync(next, context, policy, authorizeResult);
            return;
        }
        if (authorizeResult.Succeeded || !isAction)
        {
            await Usual(context).HandleAsync(next, context, policy, authorizeResult);
            return;
        }
        if (authorizeResult.Forbidden)
            ActionAnswer.Write(context.Response, StatusCodes.Status403Forbidden, CommandBatch.Empty, ServerFrames.AckDenied(NoId));
        else
            ActionAnswer.Write(context.Response, StatusCodes.Status401Unauthorized, CommandBatch.Empty,
                ServerFrames.AckSignIn(NoId, await SignIn.UrlAsync(context, policy.AuthenticationSchemes)));
    }

    static IAuthorizationMiddlewareResultHandler Usual(HttpContext context) =>
        context.RequestServices.GetServices<IAuthorizationMiddlewareResultHandler>().Last(handler => handler is not ActionRefusals);

    // After signing in people want the page that they were on: an action cannot be looked at.
    static async Task RefuseFormAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        PageAddress.FromReferer(context.Request);
        if (result.Challenged)
            await SignIn.ChallengeAsync(context, policy.AuthenticationSchemes);
        else
            await Usual(context).HandleAsync(next, context, policy, result);
        // ASP.NET Core takes the endpoint for one that scripts call, and says where to only beside a 401.
        if (!context.Response.HasStarted && context.Response.Headers.Location.Count > 0)
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
    }
}
