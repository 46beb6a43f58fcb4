using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveGen.LiveViews;

/// <summary>
/// The outermost filter of an action: checks who calls, reads and binds the call, opens the render that the handler writes into,
/// and answers. A call that is not right, or a handler that fails, changes nothing at the page.
/// </summary>
sealed class ActionFilter(ActionEndpoint action, OriginCheck origins, ILogger log, EndpointFilterDelegate next)
{
    /// <summary>Of a call that asks what is wrong with a form, and does nothing.</summary>
    const string ValidateHeader = "LiveGen-Validate";

    sealed class Run(ActionFilter filter, ActionCall call)
    {
        Outcome? _failed;
        string? _layoutTarget;

        public HttpContext Http => call.Http;

        public async ValueTask RunAsync()
        {
            if (Http.GetEndpoint()?.Metadata.GetMetadata<UsesSessionState>() is not null)
                await SessionChanges.LoadAsync(Http);
            var result = await filter.Next(call.ToContext());
            _failed = await ActionResult.ReadAsync(result, call, filter.Log);
            if (_failed is null && filter.Action.View is { } view)
            {
                (result, _layoutTarget) = await view.RunAsync(call);
                _failed = await ActionResult.ReadAsync(result, call, filter.Log);
            }
            if (_failed is not null)
                return;
            if (RenderContext.Current.Plugins is { } plugins)
                await plugins.AfterTemplateAsync(Http, PluginMoment.Action);
            await SessionChanges.SaveAsync(Http);
        }

        public Outcome Finish(RenderContext render)
        {
            if (_failed is { } failed)
                return failed;
            // Without elements there is nothing to show in the target: what stands there stays. A view has always something.
            if (render.Html.Length > 0 || filter.Action.View is not null)
            {
                render.Complete();
                render.Target = filter.Action.Target ?? _layoutTarget;
                render.Plugins?.Wrap(
                    render, new PluginContext(Http, PluginMoment.Action, filter.Action.Target ?? _layoutTarget), static html => (0, html.Length));
            }
            var commands = render.ToBatch();
            render.SettleFlashes(isShown: true);
            return new Outcome(StatusCodes.Status200OK, ServerFrames.Ack(call.Frame.Id), commands);
        }
    }

    ActionEndpoint Action => action;

    ILogger Log => log;

    EndpointFilterDelegate Next => next;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context)
    {
        var call = context.GetArgument<ActionCall>(0);
        var http = context.HttpContext;
        var isPlain = PlainPost.Is(http.Request);
        if (origins.CallRefusal(http.Request, isPlain) is { } why)
        {
            LiveViewsLog.CrossSite(log, action.Handler.Name, why, LogText.Clean(http.Request.Headers["Sec-Fetch-Site"]),
                LogText.Clean(http.Request.Headers.Origin), LogText.Clean(OriginCheck.Self(http.Request)));
            await ActionAnswer.RefuseAsync(http.Response, StatusCodes.Status403Forbidden, "This page may not call this action.");
            return Results.Empty;
        }
        if (isPlain)
            return await new PlainAction(action, log, next).InvokeAsync(call);
        try
        {
            var (frame, files) = await ActionRequest.ReadAsync(http.Request, action);
            call.Read(action, frame, files);
        }
        catch (BadHttpRequestException e)
        {
            LiveViewsLog.BadCall(log, action.Handler.Name, e.StatusCode, e.Message);
            await ActionAnswer.RefuseAsync(http.Response, e.StatusCode, e.Message);
            return Results.Empty;
        }
        var outcome = await RunAsync(call);
        if (!outcome.IsWritten)
            ActionAnswer.Write(http.Response, outcome.Status, outcome.Commands, outcome.Ack);
        return Results.Empty;
    }

    async ValueTask<Outcome> RunAsync(ActionCall call)
    {
        var id = call.Frame.Id;
        var stale = ActionSeal.Check(call.Http, call.Frame);
        if (stale != StaleReason.None)
        {
            LiveViewsLog.Stale(log, action.Handler.Name, stale);
            return Failed(StatusCodes.Status409Conflict, ServerFrames.AckStale(id, stale.Name));
        }
        try
        {
            await call.ReceiveAsync();
            call.Bind();
            if (call.Http.Request.Headers[ValidateHeader] == "1")
                return new Outcome(StatusCodes.Status200OK, ServerFrames.Ack(id), CommandBatch.Empty);
            var run = new Run(this, call);
            return await AmbientRender.RunAsync(static run => run.RunAsync(), run, run.Http, target: null, run.Finish);
        }
        catch (InvalidCallbackException e)
        {
            return Failed(StatusCodes.Status422UnprocessableEntity, ServerFrames.AckInvalid(id, e.Errors));
        }
        catch (UploadRefusedException e)
        {
            return Failed(e.Status, ServerFrames.AckInvalid(id, new Dictionary<string, string[]> { [e.Field] = [e.Message] }));
        }
        catch (MalformedFrameException e) // its parts are not those of the frame
        {
            LiveViewsLog.BadCall(log, action.Handler.Name, StatusCodes.Status400BadRequest, e.Message);
            return Failed(StatusCodes.Status400BadRequest, ServerFrames.AckInvalid(id, new Dictionary<string, string[]> { [""] = ["The files did not arrive whole."] }));
        }
        catch (OperationCanceledException) when (call.Http.RequestAborted.IsCancellationRequested)
        {
            return Failed(StatusCodes.Status499ClientClosedRequest, ServerFrames.Ack(id)); // nobody reads it
        }
        catch (Exception e) when (call.Http.Response.HasStarted)
        {
            LiveViewsLog.ResultFailed(log, e, action.Handler.Name);
            call.Http.Abort(); // the rest of a file would look like all of it
            return default;
        }
        catch (Exception e)
        {
            var error = ActionResult.NewErrorId();
            LiveViewsLog.ActionFailed(log, e, action.Handler.Name, error);
            call.Http.Response.Headers.Remove("Content-Disposition");
            var inDevelopment = call.Http.RequestServices.GetRequiredService<RenderSettings>().IsDevelopment;
            return Failed(StatusCodes.Status500InternalServerError, ServerFrames.AckFailed(id, error, inDevelopment ? FailureDetail.Of(e, action.Handler.Name) : null));
        }
    }

    static Outcome Failed(int status, ReadOnlyMemory<byte> ack) => new(status, ack, CommandBatch.Empty);
}
