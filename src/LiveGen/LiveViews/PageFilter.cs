using LiveGen.Commands;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveGen.LiveViews;

/// <summary>
/// Turns a handler into a page: whatever it writes is collected and sent when it returns, so a handler that throws sends
/// nothing of it.
/// </summary>
sealed class PageFilter : IEndpointFilter
{
    sealed class Call(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        public HttpContext Http => context.HttpContext;
        public object? Result { get; private set; }
        public async ValueTask RunAsync() => Result = await next(context);
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var call = new Call(context, next);
        return await AmbientRender.RunAsync(
            static call => call.RunAsync(), call, call.Http, target: null, render => Finish(call, render));
    }

    static object? Finish(Call call, RenderContext render)
    {
        switch (call.Result)
        {
            case null or Element or EmptyHttpResult:
                render.Complete();
                PageWriter.Write(render, call.Http);
                return Results.Empty;
            case IResult result: // a redirect, a 404: the handler decided against the page
                return result;
            default:
                throw new TemplateException(
                    $"The handler of a page returned a {call.Result.GetType().Name}. A page's handler writes its elements and returns " +
                    $"nothing, or returns an IResult such as Results.Redirect(…){(call.Result is CommandBatch ? "; commands are called as verbs." : ".")}");
        }
    }
}
