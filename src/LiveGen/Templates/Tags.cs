using System.Text.Json;
using LiveGen.Commands;

namespace LiveGen.Templates;

/// <summary>
/// What a template is written with: a function for each element of HTML, and those below for everything between them.
/// They write into the current render, so they may stand as statements, as children, or both.
/// </summary>
public static partial class Tags
{
    static readonly JsonSerializerOptions s_dump = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>In a callback: the value of the element that has the event.</summary>
    public static ClientValue This => ClientValue.This;

    /// <summary>In a callback: the value of the element with this id.</summary>
    public static ClientValue ValueOf(string id) => ClientValue.Of(id);

    /// <summary>In a callback: a constant of a type without a conversion of its own, such as an enum or a record.</summary>
    public static CallbackArg Constant<T>(T value) => CallbackArg.Constant(value);

    /// <summary>Writes <c>&lt;!DOCTYPE html&gt;</c>; a page begins with it.</summary>
    public static Element Doctype() => Written("<!DOCTYPE html>"u8);

    /// <summary>Writes text, encoded: a statement where a text stands between elements.</summary>
    public static Element Text(params ReadOnlySpan<Content> contents) => RenderContext.Current.Fragment(contents);

    /// <summary>Puts contents side by side without an element around them, for methods that return several.</summary>
    public static Element Fragment(params ReadOnlySpan<Content> contents) => RenderContext.Current.Fragment(contents);

    /// <summary>
    /// Writes HTML as it stands: the one way round the encoding. Whoever writes it vouches for it, so say in a comment where it
    /// comes from.
    /// </summary>
    public static Element Raw(string? html)
    {
        var render = RenderContext.Current;
        var start = render.Html.Length;
        if (!string.IsNullOrEmpty(html))
            HtmlText.WriteRaw(render.Html, html);
        return render.Group(start);
    }

    /// <summary>The same for HTML that is UTF-8 already, such as a literal: <c>Raw("&lt;hr&gt;"u8)</c>.</summary>
    public static Element Raw(ReadOnlySpan<byte> html) => Written(html);

    /// <summary>Writes each element of a sequence in its place.</summary>
    public static Element Each(IEnumerable<Element> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return RenderContext.Current.Sequence(elements, separator: null);
    }

    /// <summary>Writes an element for each item: <c>Ul(Each(rooms, room => Li(room.Name)))</c>.</summary>
    public static Element Each<T>(IEnumerable<T> items, Func<T, Element> template)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(template);
        var render = RenderContext.Current;
        var each = new EachWriter(render);
        // An enumerator behind the interface is an object for each call; these two have none.
        if (items is T[] array)
        {
            foreach (var item in array)
                each.Take(render.Html.Length, template(item));
        }
        else if (items is List<T> list)
        {
            foreach (var item in list)
                each.Take(render.Html.Length, template(item));
        }
        else
        {
            foreach (var item in items)
                each.Take(render.Html.Length, template(item));
        }
        return each.End();
    }

    /// <summary>Writes the elements of a sequence with a text between each two.</summary>
    public static Element Join(string separator, IEnumerable<Element> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return RenderContext.Current.Sequence(elements, separator);
    }

    /// <summary>Writes contents with a text between each two; those that are null are left out with their separator.</summary>
    public static Element Join(string separator, params ReadOnlySpan<Content> contents)
    {
        return RenderContext.Current.Separated(contents, separator);
    }

    /// <summary>Writes an HTML comment, which everyone who looks at the page's source can read.</summary>
    /// <exception cref="TemplateException">The text could end the comment.</exception>
    public static Element Comment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains("--", StringComparison.Ordinal) || text.StartsWith('>') || text.StartsWith("->", StringComparison.Ordinal)
            || text.EndsWith('-'))
            throw new TemplateException(
                $"A comment cannot hold \"--\", begin with \">\" or \"->\" or end with \"-\", but got \"{text}\". " +
                "Write other characters: it would end early in a browser.");
        var render = RenderContext.Current;
        var start = render.Html.Length;
        render.Html.Write("<!--"u8);
        HtmlText.WriteRaw(render.Html, text);
        render.Html.Write("-->"u8);
        return render.Group(start);
    }

    /// <summary>Shows any value as indented JSON in a <c>pre</c>, to look at while developing.</summary>
    public static Element Dump(object? value) => Pre(JsonSerializer.Serialize(value, s_dump), @class: "livegen-dump");

    /// <summary>The nonce that scripts of this page need under <c>UseLiveGenContentSecurityPolicy</c>; null without it.</summary>
    public static string? CspNonce => RenderContext.Current.Http is { } http ? ScriptNonce.Of(http) : null;

    /// <summary>In a layout: what its page gave <c>SetTitle</c>; null when it gave nothing.</summary>
    public static string? PageTitle => RenderContext.Current.Title;

    /// <summary>The path of a page by its handler: <c>A("Lobby", href: Url(ChatPage.Room, new { room = "lobby" }))</c>.</summary>
    /// <param name="handler">A handler given to <c>MapLiveView</c>.</param>
    /// <param name="values">The values of its route; those that the route does not have become the query.</param>
    /// <exception cref="TemplateException">The handler is not mapped, a route value is missing, or there is no request here.</exception>
    public static string Url(Delegate handler, object? values = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return RenderContext.Current.UrlOf(handler.Method, $"{handler.Method.DeclaringType?.Name}.{handler.Method.Name}", "MapLiveView", values);
    }

    /// <summary>
    /// Makes what is written until the result is disposed the new content of another element of the page:
    /// <c>using (Target("counter")) { … }</c>.
    /// </summary>
    public static Scope Target(string id) => RenderContext.Current.OpenTarget(id);

    static Element Written(ReadOnlySpan<byte> html)
    {
        var render = RenderContext.Current;
        var start = render.Html.Length;
        render.Html.Write(html);
        return render.Group(start);
    }
}
