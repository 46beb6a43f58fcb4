using LiveGen.Wire;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Templates;

/// <summary>The application's plugins, by what each of them does.</summary>
sealed class Plugins
{
    readonly ILiveGenPlugin[] _heads, _templates, _wraps;

    Plugins(IReadOnlyList<ILiveGenPlugin> all)
    {
        _heads = [.. all.Where(plugin => Writes(plugin, nameof(ILiveGenPlugin.Head)))];
        _templates = [.. all.Where(plugin => Writes(plugin, nameof(ILiveGenPlugin.AfterTemplateAsync)))];
        _wraps = [.. all.Where(plugin => Writes(plugin, nameof(ILiveGenPlugin.Wrap)))];
    }

    /// <summary>Null when there is none: then nothing is asked.</summary>
    public static Plugins? Of(IEnumerable<ILiveGenPlugin> plugins) => plugins.ToArray() is { Length: > 0 } all ? new Plugins(all) : null;

    public void WriteHead(PooledBuffer to, HttpContext http)
    {
        if (_heads.Length == 0)
            return;
        var context = new PluginContext(http, PluginMoment.Page);
        foreach (var plugin in _heads)
        {
            Run(plugin, "wrote into the head", () => AmbientRender.RunHtml(
                () => plugin.Head(context), http, to, static (render, to) => to.Write(render.HtmlOnly)));
        }
    }

    public async ValueTask AfterTemplateAsync(HttpContext http, PluginMoment moment)
    {
        const string When = "ran behind the template";
        if (_templates.Length == 0)
            return;
        RenderContext.Current.Complete(); // what is wrong up to here is the handler's
        var context = new PluginContext(http, moment);
        foreach (var plugin in _templates)
        {
            var written = RenderContext.Current.Html.Length;
            try
            {
                await plugin.AfterTemplateAsync(context);
                RenderContext.Current.Complete();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw Failed(plugin, When, e.Message, e);
            }
            if (RenderContext.Current.Html.Length != written)
                throw Failed(plugin, When, "it wrote elements, which have no place there. Call verbs, Append(\"id\", …), or write them in Wrap.");
        }
    }

    /// <summary>Lets the plugins write around a part of what is rendered; the first one is outermost.</summary>
    /// <param name="render">The current render.</param>
    /// <param name="context">What it is.</param>
    /// <param name="place">Finds the part in the HTML.</param>
    public void Wrap(RenderContext render, PluginContext context, Func<ReadOnlySpan<byte>, (int Start, int End)> place)
    {
        foreach (var plugin in _wraps.Reverse())
        {
            Run(plugin, "wrote around a content", () =>
            {
                var (start, end) = place(render.Html.WrittenSpan);
                plugin.Wrap(render.BeginWrap(), context);
                render.EndWrap(start, end);
            });
        }
    }

    static void Run(ILiveGenPlugin plugin, string when, Action run)
    {
        try
        {
            run();
        }
        catch (Exception e)
        {
            throw Failed(plugin, when, e.Message, e);
        }
    }

    static TemplateException Failed(ILiveGenPlugin plugin, string when, string why, Exception? cause = null)
    {
        var message = $"The plugin {plugin.GetType().Name} failed when it {when}: {why}";
        return cause is null ? new TemplateException(message) : new TemplateException(message, cause);
    }

    // A default of the interface is the interface's own method.
    static bool Writes(ILiveGenPlugin plugin, string name)
    {
        var map = plugin.GetType().GetInterfaceMap(typeof(ILiveGenPlugin));
        return map.TargetMethods[Array.FindIndex(map.InterfaceMethods, method => method.Name == name)].DeclaringType != typeof(ILiveGenPlugin);
    }
}
