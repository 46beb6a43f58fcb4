using System.Security.Cryptography;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace LiveGen.LiveViews;

/// <summary>Makes of what a handler returned what its page understands.</summary>
static class ActionResult
{
    /// <summary>The id of an error, which stands in the log and at the page.</summary>
    public static string NewErrorId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The status and the acknowledgement; of one that succeeded, the commands are in the current render.</summary>
    /// <param name="result">What the handler, or a filter around it, returned.</param>
    /// <param name="call">The call.</param>
    /// <param name="log">For results that are errors.</param>
    /// <returns>Null when the handler succeeded.</returns>
    public static async ValueTask<Outcome?> ReadAsync(object? result, ActionCall call, ILogger log)
    {
        while (result is INestedHttpResult nested)
            result = nested.Result;
        switch (result)
        {
            case null or Element or EmptyHttpResult:
                return call.Http.Response.HasStarted ? RequireAlone(call) : null; // the handler may have sent the answer itself
            case CommandBatch batch:
                RenderContext.Current.Add(batch);
                return null;
            case IValueHttpResult { Value: HttpValidationProblemDetails problem }:
                return Failed(StatusCodes.Status422UnprocessableEntity, ServerFrames.AckInvalid(call.Frame.Id, problem.Errors.ToDictionary()));
            case ChallengeHttpResult challenge:
                return Failed(StatusCodes.Status401Unauthorized,
                    ServerFrames.AckSignIn(call.Frame.Id, await SignIn.UrlAsync(call.Http, challenge.AuthenticationSchemes)));
            case ForbidHttpResult:
                return await OfStatusAsync(StatusCodes.Status403Forbidden, call, log);
            case IStatusCodeHttpResult { StatusCode: >= 400 and var status }:
                return await OfStatusAsync(status, call, log);
            case IFileHttpResult file:
                return await SendAsync((IResult)file, call);
            case IValueHttpResult { Value: not null } or IContentTypeHttpResult:
                throw new TemplateException(
                    $"{call.Action.Handler.Name} returned {result.GetType().Name}, but nobody at the page reads text or JSON. Write elements, call " +
                    "verbs (Morph, Alert, SetClientState, …), or return a CommandBatch, a redirect, an error or a file.");
            case IResult other:
                return await RunAsync(other, call, log);
            default:
                throw new TemplateException(
                    $"{call.Action.Handler.Name}, or a filter around it, returned {result.GetType().Name}. It returns nothing, a CommandBatch, " +
                    "an Element or an IResult such as Results.Redirect(…).");
        }
    }

    static async ValueTask<Outcome?> OfStatusAsync(int status, ActionCall call, ILogger log)
    {
        var id = call.Frame.Id;
        if (status == StatusCodes.Status401Unauthorized)
            return Failed(status, ServerFrames.AckSignIn(id, await SignIn.UrlAsync(call.Http, [])));
        if (status == StatusCodes.Status403Forbidden)
            return Failed(status, ServerFrames.AckDenied(id));
        var error = NewErrorId();
        LiveViewsLog.ActionRefused(log, call.Action.Handler.Name, status, error);
        return Failed(status, ServerFrames.AckFailed(id, error));
    }

    // A redirect, a sign-out, an application's own: what it is shows when it has run.
    static async ValueTask<Outcome?> RunAsync(IResult result, ActionCall call, ILogger log)
    {
        var response = call.Http.Response;
        await result.ExecuteAsync(call.Http);
        if (response.HasStarted || response.ContentType is not null || response.ContentLength is not null)
            return RequireAlone(call);
        if (response.StatusCode >= 400)
            return await OfStatusAsync(response.StatusCode, call, log);
        if (response.StatusCode is >= 300 && response.Headers.Location.ToString() is { Length: > 0 } url)
        {
            response.Headers.Remove("Location");
            Verbs.Redirect(PageAddress.Local(call.Http.Request, url));
        }
        return null;
    }

    static async ValueTask<Outcome?> SendAsync(IResult file, ActionCall call)
    {
        var sent = RequireAlone(call);
        var response = call.Http.Response;
        ActionAnswer.SetHeaders(response);
        RenderContext.Current.SettleFlashes(isShown: false);
        await SessionChanges.SaveAsync(call.Http);
        response.Headers.ContentDisposition = "attachment"; // the file's name, where it has one, replaces this
        response.Headers.XContentTypeOptions = "nosniff";
        await file.ExecuteAsync(call.Http);
        return sent;
    }

    static Outcome RequireAlone(ActionCall call) => RenderContext.Current.HasOutput
        ? throw new TemplateException(
            $"{call.Action.Handler.Name} wrote elements or called verbs, and returned a result that is the whole answer, so nobody would see " +
            "them. Do one of both: to do something at the page and save a file, call Download(url, name).")
        : new Outcome(call.Http.Response.StatusCode, default, CommandBatch.Empty);

    static Outcome Failed(int status, ReadOnlyMemory<byte> ack) => new(status, ack, CommandBatch.Empty);
}
