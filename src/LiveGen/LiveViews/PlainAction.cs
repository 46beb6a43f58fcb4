using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LiveGen.LiveViews;

/// <summary>
/// An action that a form was posted to without the runtime: the same handler; then a redirect, as its result or its verb says or back
/// to the page, or the page again with what is wrong.
/// </summary>
sealed class PlainAction(ActionEndpoint action, ILogger log, EndpointFilterDelegate next)
{
    const string Again = "This page was out of date, so nothing was done. Look at it once more and send it again.";

    sealed class Run(EndpointFilterDelegate next, ActionCall call)
    {
        public object? Result { get; private set; }

        public async ValueTask RunAsync()
        {
            if (call.Http.GetEndpoint()?.Metadata.GetMetadata<UsesSessionState>() is not null)
                await SessionChanges.LoadAsync(call.Http);
            Result = await next(call.ToContext());
            await SessionChanges.SaveAsync(call.Http);
        }
    }

    public async ValueTask<object?> InvokeAsync(ActionCall call)
    {
        var http = call.Http;
        PlainPost post;
        try
        {
            post = await PlainPost.ReadAsync(http.Request, action.Options);
        }
        catch (BadHttpRequestException e)
        {
            LiveViewsLog.BadCall(log, action.Handler.Name, e.StatusCode, e.Message);
            await PlainAnswer.WriteAsync(http, e.StatusCode, e.Message);
            return Results.Empty;
        }
        call.Read(action, post.Frame, files: null);
        var stale = ActionSeal.Check(http, post.Frame);
        if (stale != StaleReason.None)
        {
            LiveViewsLog.Stale(log, action.Handler.Name, stale);
            http.Features.Set<PageKey>(null); // the page gets a new one
            return await ShowAsync(http, post, StatusCodes.Status409Conflict, new() { [""] = [Again] });
        }
        try
        {
            await CheckFilesAsync(http, post.Frame);
            call.Bind();
            var run = new Run(next, call);
            var url = await AmbientRender.RunAsync(static run => run.RunAsync(), run, http, target: null, RedirectOf);
            return await AnswerAsync(run.Result, url, http, post);
        }
        catch (InvalidCallbackException e)
        {
            return await ShowAsync(http, post, StatusCodes.Status422UnprocessableEntity, e.Errors.ToDictionary());
        }
        catch (UploadRefusedException e)
        {
            return await ShowAsync(http, post, e.Status, new() { [e.Field] = [e.Message] });
        }
    }

    // What needs the runtime is dropped, save where the handler leads to.
    static string? RedirectOf(RenderContext render)
    {
        render.Target = "";
        var batch = render.ToBatch();
        render.SettleFlashes(isShown: false); // the page that the browser loads next shows them
        return Redirect(batch);
    }

    static string? Redirect(CommandBatch batch) => batch.IsEmpty ? null : JsonElement.Parse(batch.Json.Span).EnumerateArray()
        .LastOrDefault(command => command[0].ValueEquals("livegen.redirect")) is { ValueKind: JsonValueKind.Array } found ? found[1].GetString() : null;

    async Task<object?> AnswerAsync(object? result, string? url, HttpContext http, PlainPost post)
    {
        while (result is INestedHttpResult nested)
            result = nested.Result;
        switch (result)
        {
            case IValueHttpResult { Value: HttpValidationProblemDetails problem }:
                return await ShowAsync(http, post, StatusCodes.Status422UnprocessableEntity, problem.Errors.ToDictionary());
            case IResult other and not Microsoft.AspNetCore.Http.HttpResults.EmptyHttpResult:
                await other.ExecuteAsync(http);
                // Whatever the method that led here, the next page is asked for.
                if (!http.Response.HasStarted && http.Response.StatusCode is StatusCodes.Status302Found or StatusCodes.Status301MovedPermanently)
                    http.Response.StatusCode = StatusCodes.Status303SeeOther;
                return Results.Empty;
            case null or Element or IResult or CommandBatch:
                var batch = result as CommandBatch;
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.Headers.Location = url ?? (batch is null ? null : Redirect(batch)) ?? PageAddress.Of(http.Request)
                    ?? http.Request.PathBase.Add("/").ToUriComponent();
                return Results.Empty;
            default:
                throw new TemplateException(
                    $"{action.Handler.Name}, or a filter around it, returned {result.GetType().Name}. It returns nothing, a CommandBatch, " +
                    "an Element or an IResult such as Results.Redirect(…).");
        }
    }

    async Task CheckFilesAsync(HttpContext http, ClientFrame frame)
    {
        if (action.Files is not { } rules)
            return;
        var fields = CallFileNames.In(ClientFrameReader.Parse(frame.Args, action.Options.MaxJsonDepth), action.ArgumentNames);
        long total = 0;
        var count = 0;
        foreach (var file in http.Request.Form.Files)
        {
            var field = fields.GetValueOrDefault(file.Name, "");
            rules.CheckCount(++count, field);
            rules.CheckType(file.ContentType, file.FileName, field);
            rules.CheckSize(file.Length, file.FileName, field);
            rules.CheckTotal(total += file.Length, field);
            await using var content = file.OpenReadStream();
            await UploadRules.CheckContentAsync(content, file.ContentType, file.FileName, field, http.RequestAborted);
        }
    }

    static async Task<object?> ShowAsync(HttpContext http, PlainPost post, int status, Dictionary<string, string[]> errors)
    {
        var refused = new RefusedForm(status, SealedPath.Of(http.Request), post.Args, post.Values, errors);
        await refused.ShowAsync(http);
        return Results.Empty;
    }
}
