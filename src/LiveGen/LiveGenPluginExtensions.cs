using LiveGen.LiveViews;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds plugins to an application with LiveGen.</summary>
public static class LiveGenPluginExtensions
{
    /// <summary>Adds a plugin: one instance, made with the application's services. A second time changes nothing.</summary>
    /// <param name="builder">From <c>AddLiveGen</c>.</param>
    public static LiveGenBuilder AddPlugin<TPlugin>(this LiveGenBuilder builder) where TPlugin : class, ILiveGenPlugin
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILiveGenPlugin, TPlugin>());
        return builder;
    }

    /// <summary>Shows what handlers tell with <c>Flash</c> as toasts at the page's edge.</summary>
    /// <param name="builder">From <c>AddLiveGen</c>.</param>
    /// <param name="configure">How long they stay, and the words.</param>
    public static LiveGenBuilder AddToasts(this LiveGenBuilder builder, Action<ToastOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
            builder.Services.Configure(configure);
        return builder.AddPlugin<ToastsPlugin>();
    }
}
