namespace LiveGen.Templates;

/// <summary>
/// Adds something to every page and answer of an application; registered with <c>AddLiveGen().AddPlugin&lt;T&gt;()</c>. Each
/// method has a default, so a plugin writes only those it needs, and the others cost nothing.
/// </summary>
/// <remarks>
/// One instance serves all requests, several at once: services of a request come from <see cref="PluginContext.Http"/>. Plugins run in
/// the order in which they were added. What one throws fails the page or the call, and the error names the plugin.
/// </remarks>
/// <example>
/// <code>
/// sealed class Analytics : ILiveGenPlugin
/// {
///     public void Head(PluginContext context) =&gt; Script(src: "/analytics.js", type: "module", nonce: CspNonce);
/// }
/// </code>
/// </example>
public interface ILiveGenPlugin
{
    /// <summary>
    /// Writes elements for the head of a whole page, beside the runtime's script: at the head's end, or ahead of its first module.
    /// </summary>
    void Head(PluginContext context) { }

    /// <summary>
    /// Calls verbs behind what a handler has rendered: a page with its layouts, an action, a consumer's method. Its commands follow
    /// those of the handler. Not called for one that failed or answered with a result of its own, such as a page that redirects.
    /// </summary>
    ValueTask AfterTemplateAsync(PluginContext context) => default;

    /// <summary>
    /// Writes around a content, which it must use once: <c>Div(content, @class: "frame")</c>. That is what stands in the body of a whole
    /// page, or what an action or a part of a page brings for its <see cref="PluginContext.Target"/>.
    /// </summary>
    void Wrap(Content content, PluginContext context) => Tags.Fragment(content);
}
