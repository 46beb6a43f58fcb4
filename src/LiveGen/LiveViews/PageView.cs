using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>Metadata: <c>ThenView</c>. Renders the view of the page that called, as its own request would.</summary>
sealed class PageView
{
    readonly HandlerInvoker _view;
    readonly HandlerParameter[] _parameters;

    /// <exception cref="InvalidOperationException">A parameter of the view cannot be given a value.</exception>
    public PageView(Delegate view, IServiceProviderIsService services)
    {
        var call = $".ThenView({HandlerInvoker.NameOf(view.Method)})";
        _view = new HandlerInvoker(view, call);
        _parameters = new HandlerParameters(call, _view, route: [], services, LiveGenJson.Options).OfView();
    }

    /// <summary>Renders the view behind what the action did.</summary>
    /// <returns>What the view returned; null when it wrote its elements. And the element around it, when a layout names it.</returns>
    /// <exception cref="TemplateException">The page is not one that the view can render, or not a part of one.</exception>
    public async ValueTask<(object? Result, string? Target)> RunAsync(ActionCall call)
    {
        var render = RenderContext.Current;
        var action = call.Action;
        if (render.Html.Length > 0)
            throw new TemplateException(
                $"{action.Handler.Name} wrote elements, and {_view.Name} renders the page's target anew (ThenView). Put what the action " +
                "writes into a target of its own, using (Target(\"id\")) { … }, or call verbs.");
        if (PageAddress.PartsOf(call.Http.Request) is not var (path, query))
            throw new TemplateException(
                $"{action.Handler.Name} has ThenView({_view.Name}), but the call does not say from which page it comes: the header " +
                $"{PageAddress.Header} is missing, or is no path of this application.");
        var page = PageRoute.Find(call.Http, _view.Method, path) ?? throw new TemplateException(
            $"{action.Handler.Name} has ThenView({_view.Name}), but {path} is not a page of that view. Let the action answer for " +
            "itself where several pages call it.");
        using (PageRoute.Enter(call.Http, page, path, query))
        {
            if (CallbackAuthorization.For(page.Endpoint.Metadata) is { } authorization && !await authorization.IsAllowedAsync(call.Http))
                return (TypedResults.Forbid(), null);
            var result = await _view.InvokeAsync(Bind(call.Http));
            RequirePart(RenderContext.Current);
            var isWhole = page.Endpoint.Metadata.GetMetadata<HandlerRoute>()!.Handler.Equals(_view.Method);
            return (result, isWhole ? page.Endpoint.Metadata.GetMetadata<Layout>()?.Target : null);
        }
    }

    object?[] Bind(HttpContext http)
    {
        var errors = new MessageErrors();
        var values = new object?[_parameters.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = _parameters[i].Read(http, [], errors);
        try
        {
            errors.ThrowIfAny();
        }
        catch (InvalidCallbackException e) // of the page's address, which nobody typed into a form
        {
            throw new TemplateException($"ThenView({_view.Name}) cannot be called from the page's address: {e.Message}", e);
        }
        return values;
    }

    void RequirePart(RenderContext render)
    {
        var html = render.Html.WrittenSpan.TrimStart(" \t\r\n"u8);
        if (html.StartsWith("<!"u8) && !html.StartsWith("<!--"u8) || html.StartsWith("<html"u8))
            throw new TemplateException(
                $"ThenView({_view.Name}): the view writes a whole page, which cannot stand in a target of one. Give ThenView the method that " +
                "writes the content alone and WithTarget(\"id\") the element around it; or map the page's content with .WithLayout(layout).");
    }
}
