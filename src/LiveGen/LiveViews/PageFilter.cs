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
    const string Prefetch = "prefetch";

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
            RenderContext.Current.ShowsKeptFlashes = IsSeen(Http.Request);
            if (Http.GetEndpoint()?.Metadata.GetMetadata<UsesSessionState>() is not null)
                await SessionChanges.LoadAsync(Http);
            if (SharedLayouts == 0)
                Http.Features.Set(new PlainForms(Http));
            Result = await next(context);
            await RunAroundAsync();
            await SessionChanges.SaveAsync(Http);
        }

        async ValueTask RunAroundAsync()
        {
            if (!IsPage)
                return;
            for (var i = Layouts.Count - 1; i >= SharedLayouts; i--)
                await Layouts[i].RunAsync(Http, i);
            if (RenderContext.Current.Plugins is { } plugins)
                await plugins.AfterTemplateAsync(Http, SharedLayouts > 0 ? PluginMoment.PartOfPage : PluginMoment.Page);
        }

        // What is loaded ahead may never be shown.
        static bool IsSeen(HttpRequest request) => HttpMethods.IsGet(request.Method)
            && !request.Headers["Sec-Purpose"].ToString().StartsWith(Prefetch, StringComparison.Ordinal)
            && request.Headers["Purpose"] != Prefetch;
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
                Wrap(call, render);
                render.SettleFlashes(isShown: true);
                call.Http.Features.Get<RefusedForm>()?.Fill(render);
                if (call.SharedLayouts > 0)
                    PartialLoad.Write(render, call.Http, call.Layouts, call.SharedLayouts);
                else
                    PageWriter.Write(render, call.Http, call.Layouts);
                return Results.Empty;
            case IResult result: // a redirect, a 404: the handler decided against the page
                render.SettleFlashes(isShown: false);
                return result;
            default:
                throw new TemplateException(
                    $"The handler of a page returned a {call.Result!.GetType().Name}. A page's handler writes its elements and returns " +
                    $"nothing, or returns an IResult such as Results.Redirect(…){(call.Result is CommandBatch ? "; commands are called as verbs." : ".")}");
        }
    }

    static void Wrap(Call call, RenderContext render)
    {
        if (render.Plugins is not { } plugins)
            return;
        if (call.SharedLayouts > 0)
            plugins.Wrap(render, new PluginContext(call.Http, PluginMoment.PartOfPage, call.Layouts[call.SharedLayouts - 1].Target), static html => (0, html.Length));
        else
            plugins.Wrap(render, new PluginContext(call.Http, PluginMoment.Page), static html => PageStructure.BodyContent(html));
    }
}
