using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.Extensions.Options;

namespace LiveGen.LiveViews;

/// <summary>Shows what <c>Flash</c> tells: in a page as it is written, in a page that is there by commands.</summary>
sealed class ToastsPlugin(IOptions<ToastOptions> options) : ILiveGenPlugin
{
    public void Head(PluginContext context)
    {
        var pathBase = context.Http.Request.PathBase.ToUriComponent();
        Tags.Link(rel: "stylesheet", href: pathBase + ClientRuntime.ToastsStylePath);
        Tags.Script(src: pathBase + ClientRuntime.ToastsPath, type: "module", nonce: Tags.CspNonce);
    }

    public ValueTask AfterTemplateAsync(PluginContext context)
    {
        if (context.Moment != PluginMoment.Page)
        {
            foreach (var message in Verbs.TakeFlashMessages())
                Toasts.Show(message.Text, message.Kind);
        }
        return default;
    }

    public void Wrap(Content content, PluginContext context)
    {
        Tags.Fragment(content);
        if (context.Moment == PluginMoment.Page)
            Toasts.Region(Verbs.TakeFlashMessages(), options.Value.Duration, options.Value.DismissLabel);
    }
}
