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
        if (authorizeResult.Succeeded || context.GetEndpoint()?.Metadata.GetMetadata<ActionEndpoint>() is null)
        {
            var others = context.RequestServices.GetServices<IAuthorizationMiddlewareResultHandler>();
            await others.Last(handler => handler is not ActionRefusals).HandleAsync(next, context, policy, authorizeResult);
            return;
        }
        if (authorizeResult.Forbidden)
            ActionAnswer.Write(context.Response, StatusCodes.Status403Forbidden, CommandBatch.Empty, ServerFrames.AckDenied(NoId));
        else
            ActionAnswer.Write(context.Response, StatusCodes.Status401Unauthorized, CommandBatch.Empty,
                ServerFrames.AckSignIn(NoId, await SignIn.UrlAsync(context, policy.AuthenticationSchemes)));
    }
}
