using System.Buffers;
using System.Text;
using LiveGen.Commands;

namespace LiveGen.Templates;

/// <summary>Renders templates to be sent: in a handler, or outside of pages and consumers, such as in a background service.</summary>
/// <remarks>
/// What it renders may go to several pages, so callbacks in it are sealed with a key that all of them get. Callbacks and URLs need
/// the request of a handler around it: a background service has none.
/// </remarks>
public static class Live
{
    /// <summary>
    /// Runs a template and returns its commands, encoded once: a morph of <paramref name="target"/> with the HTML it wrote (and
    /// one for each <c>Target</c> in it), then what verbs such as <c>Append</c> and <c>Alert</c> added, in order.
    /// </summary>
    /// <param name="template">What to render.</param>
    /// <param name="target">The id of the element whose content the HTML becomes; null when the template only uses verbs.</param>
    /// <exception cref="TemplateException">HTML was written without a target, or the template made another mistake.</exception>
    public static CommandBatch Render(Action template, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return AmbientRender.Run(template, AmbientRender.Http, target, shared: true);
    }

    /// <summary>Not for templates that await: as an <see cref="Action"/> one would go on after the render has ended.</summary>
    [Obsolete("A template that awaits is rendered with await Live.RenderAsync(…).", error: true)]
    public static CommandBatch Render(Func<Task> template, string? target = null) => throw new NotSupportedException();

    /// <summary>The same for a template that awaits; elements may be written before and after each <c>await</c>.</summary>
    /// <inheritdoc cref="Render(Action, string?)"/>
    public static async Task<CommandBatch> RenderAsync(Func<Task> template, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return await AmbientRender.RunAsync(static t => new ValueTask(t()), template, AmbientRender.Http, target, shared: true);
    }

    /// <summary>Runs a template and returns its HTML as text.</summary>
    /// <exception cref="TemplateException">The template used verbs, which HTML alone cannot carry, or made another mistake.</exception>
    public static string RenderHtml(Action template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var html = new ArrayBufferWriter<byte>();
        RenderHtml(template, html);
        return Encoding.UTF8.GetString(html.WrittenSpan);
    }

    /// <summary>Not for templates that await: as an <see cref="Action"/> one would go on after the render has ended.</summary>
    [Obsolete("A template that awaits is rendered with await Live.RenderAsync(…).", error: true)]
    public static string RenderHtml(Func<Task> template) => throw new NotSupportedException();

    /// <summary>Runs a template and writes its HTML as UTF-8, without allocating.</summary>
    /// <inheritdoc cref="RenderHtml(Action)"/>
    public static void RenderHtml(Action template, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(output);
        AmbientRender.RunHtml(template, http: null, output, static (render, to) => to.Write(render.HtmlOnly));
    }

    /// <summary>Not for templates that await: as an <see cref="Action"/> one would go on after the render has ended.</summary>
    [Obsolete("A template that awaits is rendered with await Live.RenderAsync(…).", error: true)]
    public static void RenderHtml(Func<Task> template, IBufferWriter<byte> output) => throw new NotSupportedException();
}
