using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Routing;

namespace LiveGen.LiveViews;

/// <summary>Calls actions from elements.</summary>
public static class Actions
{
    /// <summary>
    /// Calls an action: <c>Button("Increment", onclick: Callback(Increment, input))</c>. The arguments become the handler's
    /// parameters, in order; those that it gets from services or from the request are left out.
    /// </summary>
    /// <param name="handler">A handler that was mapped with <c>MapAction</c>.</param>
    /// <param name="a0">The first argument: <c>This</c>, an element with an id, or a constant. What stands in the route is a constant.</param>
    /// <param name="a1">The second argument.</param>
    /// <param name="a2">The third argument.</param>
    /// <param name="a3">The fourth argument.</param>
    /// <param name="a4">The fifth argument.</param>
    /// <param name="a5">The sixth argument; for more give a collection expression.</param>
    /// <param name="_">Nothing: what follows is given by name.</param>
    /// <param name="debounce">Milliseconds of quiet to wait for before calling, with the last value. Default 0.</param>
    /// <param name="throttle">The fewest milliseconds between two calls; the last event is never lost. Default 0.</param>
    /// <param name="confirm">A question to ask first.</param>
    /// <param name="when">A condition on the event, such as <c>Key.Enter</c>.</param>
    /// <param name="clear">Empty the fields that were read once the server has accepted them. Default false.</param>
    /// <param name="blocks">Drop further calls of this action while one is unanswered. Default false.</param>
    /// <param name="meta">Any value, written as JSON, that the page's scripts see and send along.</param>
    /// <param name="concurrency">What a second call does while one is unanswered. Default: it waits.</param>
    /// <param name="disableWith">Disable the element until the answer is there, and show this text in it meanwhile.</param>
    /// <param name="loading">The id of an element that shows itself as busy meanwhile (<c>aria-busy</c>).</param>
    /// <param name="progress">The id of a <c>&lt;progress&gt;</c> that shows how far the files are. Default: one behind the field, with a button to cancel.</param>
    /// <param name="validate">
    /// Of a form: asks the server what is wrong whenever a field was changed and left, without calling the handler, and says it in the
    /// field's <c>FieldError</c>. Default false: when the form is submitted.
    /// </param>
    /// <param name="route">Values of the route that are no parameters of the handler, such as those of a group; further ones become the query.</param>
    /// <exception cref="TemplateException">The handler is not mapped, or takes other arguments.</exception>
    public static Callback Callback(
        Delegate handler, CallbackArg a0 = default, CallbackArg a1 = default, CallbackArg a2 = default, CallbackArg a3 = default,
        CallbackArg a4 = default, CallbackArg a5 = default, NamedOnly _ = default,
        int debounce = 0, int throttle = 0, string? confirm = null, When when = default, bool clear = false, bool blocks = false,
        object? meta = null, Concurrency concurrency = default, string? disableWith = null, string? loading = null, object? route = null,
        string? progress = null, bool validate = false) =>
        Write(handler, [a0, a1, a2, a3, a4, a5], route,
            new(debounce, throttle, confirm, when, clear, blocks, meta, concurrency, disableWith, loading) { Progress = progress, Validate = validate });

    /// <summary>The same with any number of arguments, as a collection expression.</summary>
    /// <inheritdoc cref="Callback(Delegate, CallbackArg, CallbackArg, CallbackArg, CallbackArg, CallbackArg, CallbackArg, NamedOnly, int, int, string?, When, bool, bool, object?, Concurrency, string?, string?, object?, string?, bool)"/>
    public static Callback Callback(
        Delegate handler, ReadOnlySpan<CallbackArg> arguments, NamedOnly _ = default,
        int debounce = 0, int throttle = 0, string? confirm = null, When when = default, bool clear = false, bool blocks = false,
        object? meta = null, Concurrency concurrency = default, string? disableWith = null, string? loading = null, object? route = null,
        string? progress = null, bool validate = false) =>
        Write(handler, arguments, route,
            new(debounce, throttle, confirm, when, clear, blocks, meta, concurrency, disableWith, loading) { Progress = progress, Validate = validate });

    static Callback Write(Delegate handler, ReadOnlySpan<CallbackArg> arguments, object? route, in CallbackOptions options)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var render = RenderContext.Current;
        var action = Find(render, handler.Method);
        if (action.Signature.Misfit(arguments, render.IsDevelopment) is { } misfit)
            throw new TemplateException(misfit);
        arguments = arguments[..CallbackArg.Count(arguments)];
        if (action.HasRouteValues)
            arguments = TakeRouteValues(action, arguments, ref route);
        var url = render.UrlOf(handler.Method, action.Handler.Name, "MapAction", route);
        return render.AddCallback(SealKind.Action, url, name: null, arguments, options with { Files = action.FilesJson, Retry = action.IsIdempotent });
    }

    static ActionEndpoint Find(RenderContext render, MethodInfo method)
    {
        var name = HandlerInvoker.NameOf(method);
        foreach (var endpoint in render.EndpointsOf(method, name))
        {
            if (endpoint.Metadata.GetMetadata<ActionEndpoint>() is { } action)
                return action;
        }
        var isLambda = method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;
        throw new TemplateException(isLambda
            ? "Callback is given a lambda that is not mapped as an action, so nothing could call it. Give the handler a method of its own and map " +
              "that: app.MapAction(\"/save\", Save).RequireAuthorization(\"a policy\")."
            : $"{name} is not mapped as an action, so nothing could call it. Add app.MapAction(\"/" +
              $"{method.DeclaringType?.Name.ToLowerInvariant()}/{method.Name.ToLowerInvariant()}\", {name}).RequireAuthorization(\"a policy\"); or " +
              ".AllowAnonymous().");
    }

    static CallbackArg[] TakeRouteValues(ActionEndpoint action, ReadOnlySpan<CallbackArg> arguments, ref object? route)
    {
        var values = new RouteValueDictionary(route);
        var rest = new List<CallbackArg>(arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (action.Given[i] is not TextParameter { Route: { } name } parameter)
                rest.Add(arguments[i]);
            else if (arguments[i].Client is null)
                values[name] = RouteText(TextOf(arguments[i]), name, action);
            else
                throw new TemplateException(
                    $"A callback to {action.Signature} gives a value of the browser for {parameter.Value.Name}, which stands in the path of the action. " +
                    $"Give a constant, or take {{{name}}} out of the route of MapAction.");
        }
        route = values;
        return [.. rest];
    }

    static string? RouteText(string? text, string name, ActionEndpoint action)
    {
        var why = text is "." or ".." ? "browsers take it for a step up or none"
            : text?.Contains("%2F", StringComparison.OrdinalIgnoreCase) == true ? "nobody can tell \"%2F\" from \"/\""
            : null;
        return why is null ? text : throw new TemplateException(
            $"A callback to {action.Signature} gives \"{text}\" for {{{name}}} in the path of the action, where {why}. " +
            $"Take {{{name}}} out of the route of MapAction; then the value is an argument like any other.");
    }

    // As JSON has it, so that what is read from the path again is the same value.
    static string? TextOf(CallbackArg constant)
    {
        using var buffer = new PooledBuffer();
        constant.WriteJson(buffer);
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => json.RootElement.GetString(),
            _ => json.RootElement.GetRawText(),
        };
    }
}
