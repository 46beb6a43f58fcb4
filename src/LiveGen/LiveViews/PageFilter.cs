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

        /// <summary>Outermost first.</summary>
        public IReadOnlyList<Layout> Layouts { get; } =
            context.HttpContext.GetEndpoint()?.Metadata.GetOrderedMetadata<Layout>() ?? [];

        public int SharedLayouts { get; private set; }

        public object? Result { get; private set; }

        public bool IsPage => Result is null or Element or EmptyHttpResult;

        public async ValueTask RunAsync()
        {
            SharedLayouts = PartialLoad.SharedLayouts(Http, Layouts); // ahead: it says with which key callbacks are sealed
            if (Layouts.Count > 0)
                RenderContext.Current.UsePageKey(); // its token tells whose layouts stand in the browser
            Result = await next(context);
            if (!IsPage)
                return;
            for (var i = Layouts.Count - 1; i >= SharedLayouts; i--)
                await Layouts[i].RunAsync(Http, i);
        }
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var call = new Call(context, next);
        return await AmbientRender.RunAsync(
            static call => call.RunAsync(), call, call.Http, target: null, render => Finish(call, render));
    }

    static object? Finish(Call call, RenderContext render)
    {
        if (call.Layouts.Count > 0)
            PartialLoad.Vary(call.Http.Response);
        switch (call.Result)
        {
            case var _ when call.IsPage:
                render.Complete();
                if (call.SharedLayouts > 0)
                    PartialLoad.Write(render, call.Http, call.Layouts, call.SharedLayouts);
                else
                    PageWriter.Write(render, call.Http, call.Layouts);
                return Results.Empty;
            case IResult result: // a redirect, a 404: the handler decided against the page
                return result;
            default:
                throw new TemplateException(
                    $"The handler of a page returned a {call.Result!.GetType().Name}. A page's handler writes its elements and returns " +
                    $"nothing, or returns an IResult such as Results.Redirect(…){(call.Result is CommandBatch ? "; commands are called as verbs." : ".")}");
        }
    }
}
