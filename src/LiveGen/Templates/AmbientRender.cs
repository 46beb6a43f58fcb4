using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LiveGen.Commands;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Templates;

/// <summary>
/// Where element functions find the render they write into: one thread-static field on the hot path.
/// </summary>
/// <remarks>
/// A synchronous render only sets that field. An asynchronous one flows through <c>await</c> in an
/// <see cref="AsyncLocal{T}"/>: a thread that is in the flow claims the render when it first writes, and gives it back when
/// it leaves the flow, which change notifications tell. So at any time one thread at most can write, a second one that
/// tries is told so, and work beside the template that writes nothing is in nobody's way.
/// </remarks>
static class AmbientRender
{
    // A continuation may start while the thread before it is still unwinding, some microseconds on an idle machine.
    // A thread that waits this long is not passing the render on: it is a second writer.
    static readonly TimeSpan s_handover = TimeSpan.FromSeconds(1);

    static readonly AsyncLocal<RenderFlow?> s_flow = new(OnFlowChanged);

    [ThreadStatic]
    static RenderContext? t_current;

    /// <summary>The render that this code writes into.</summary>
    /// <exception cref="TemplateException">There is none, or another thread writes into it.</exception>
    public static RenderContext Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => t_current ?? Claim();
    }

    /// <summary>The request that the render around this code serves; null when there is none.</summary>
    public static HttpContext? Http => t_current is { } render ? render.Http : s_flow.Value?.Http;

    /// <summary>Runs a template and returns what it rendered and commanded.</summary>
    /// <param name="template">The template.</param>
    /// <param name="http">The request that it serves.</param>
    /// <param name="target">Where its HTML goes.</param>
    /// <param name="shared">Whether what it renders may go to several pages.</param>
    public static CommandBatch Run(Action template, HttpContext? http, string? target, bool shared = false)
    {
        var render = Enter(http, target, shared, out var outer);
        try
        {
            template();
            return render.ToBatch();
        }
        finally
        {
            Leave(render, outer);
        }
    }

    /// <summary>Runs a template and hands the render to <paramref name="use"/> before its memory is given back.</summary>
    public static void RunHtml<TState>(Action template, HttpContext? http, TState state, Action<RenderContext, TState> use)
    {
        var render = Enter(http, target: null, shared: false, out var outer);
        try
        {
            template();
            render.Complete();
            use(render, state);
        }
        finally
        {
            Leave(render, outer);
        }
    }

    /// <summary>Runs a template that awaits and returns what it rendered and commanded.</summary>
    public static ValueTask<CommandBatch> RunAsync<TState>(
        Func<TState, ValueTask> template, TState state, HttpContext? http, string? target, bool shared = false) =>
        RunAsync(template, state, http, target, static render => render.ToBatch(), shared);

    /// <summary>Runs a template that awaits and hands the render to <paramref name="use"/> before its memory is given back.</summary>
    public static ValueTask<TResult> RunAsync<TState, TResult>(
        Func<TState, ValueTask> template, TState state, HttpContext? http, string? target, Func<RenderContext, TResult> use,
        bool shared = false)
    {
        // A synchronous render around this one steps aside until the first await gives it the thread back. An asynchronous
        // one is claimed again by its next write.
        var around = t_current == s_flow.Value?.Render ? null : t_current;
        t_current = null;
        try
        {
            return RunFlowAsync(template, state, http, target, use, shared);
        }
        finally
        {
            t_current = around;
        }
    }

    static async ValueTask<TResult> RunFlowAsync<TState, TResult>(
        Func<TState, ValueTask> template, TState state, HttpContext? http, string? target, Func<RenderContext, TResult> use,
        bool shared)
    {
        var render = RenderContext.Rent(http, target, shared);
        var flow = new RenderFlow(render, http);
        s_flow.Value = flow; // ends with this method: the runtime restores the caller's context
        try
        {
            await template(state);
            return use(Current);
        }
        finally
        {
            s_flow.Value = null;
            if (flow.End())
                RenderContext.Return(render);
        }
    }

    static RenderContext Enter(HttpContext? http, string? target, bool shared, out RenderContext? outer)
    {
        var render = RenderContext.Rent(http, target, shared);
        outer = t_current;
        t_current = render;
        return render;
    }

    static void Leave(RenderContext render, RenderContext? outer)
    {
        t_current = outer;
        RenderContext.Return(render);
    }

    static void OnFlowChanged(AsyncLocalValueChangedArgs<RenderFlow?> change)
    {
        if (change.PreviousValue is { } left && left.Release() && t_current == left.Render)
            t_current = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static RenderContext Claim()
    {
        var flow = s_flow.Value;
        if (flow is null || flow.HasEnded)
            ThrowOutside();
        if (!SpinWait.SpinUntil(flow.TryClaim, s_handover))
            ThrowTwoThreads();
        return t_current = flow.Render;
    }

    [DoesNotReturn]
    static void ThrowOutside() => throw new TemplateException(
        "Element functions and client verbs work inside a render only, and there is none here (or it has ended). " +
        "Render with Live.Render(() => …) or Live.RenderHtml(() => …), or call this from a handler given to MapLiveView, " +
        "or from a consumer's methods.");

    [DoesNotReturn]
    static void ThrowTwoThreads() => throw new TemplateException(
        "Two threads write into one render: a template started work on another thread (Task.Run, Parallel.ForEach) that " +
        "uses element functions. Load the data in parallel, then write the elements from the template itself.");
}
