using LiveGen;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.LiveViews;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds LiveGen to an application's services.</summary>
public static class LiveGenServiceCollectionExtensions
{
    /// <summary>
    /// Adds what pages, callbacks and sockets need, with the in-memory channel layer: one process. Calling it again adds
    /// nothing but its options.
    /// </summary>
    /// <example>
    /// <code>
    /// builder.Services.AddLiveGen();                               // one process
    /// builder.Services.AddLiveGen().AddRedis("localhost:6379");    // many
    /// </code>
    /// </example>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets limits, over the configuration section <c>LiveGen</c>; every default is safe.</param>
    public static LiveGenBuilder AddLiveGen(this IServiceCollection services, Action<LiveGenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddAuthorization();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IAuthorizationMiddlewareResultHandler, ActionRefusals>());
        services.AddDataProtection();
        services.AddAntiforgery();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IChannelLayer, InMemoryChannelLayer>();
        services.TryAddSingleton<IGroupSender, GroupSender>();
        services.TryAddSingleton<PageTokens>();
        services.TryAddSingleton<SharedKeys>();
        services.TryAddSingleton<OpenSockets>();
        services.AddOperations();
        services.TryAddSingleton<ClientRuntime>();
        services.AddUploads();
        services.TryAddSingleton<Layouts>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, PartialLoadPolicy>());
        services.TryAddSingleton<IEndpointAddressScheme<HandlerRoute>, HandlerAddressScheme>();
        services.TryAddSingleton(provider => new RenderSettings(
            provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? false,
            provider.GetRequiredService<IOptions<LiveGenOptions>>().Value.MaxRenderBytes,
            Plugins.Of(provider.GetServices<ILiveGenPlugin>()),
            () => provider.GetRequiredService<IChannelLayer>().Position));
        services.TryAddSingleton<FlashCookie>();
        services.TryAddSingleton(typeof(SessionState<>));
        services.TryAddSingleton(provider => new OriginCheck(provider.GetRequiredService<IOptions<LiveGenOptions>>().Value));
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, LiveGenStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<LiveGenOptions>, OptionsFromConfiguration>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveGenOptions>, LiveGenOptionsValidator>());
        if (configure is not null)
            services.Configure(configure);
        return new LiveGenBuilder(services);
    }

    /// <summary>Runs a worker in this process: it takes events from a queue, each of which exactly one process gets.</summary>
    /// <param name="builder">From <c>AddLiveGen</c>.</param>
    /// <param name="queue">1 to 100 of <c>A–Z a–z 0–9 _ . -</c>, not beginning with <c>ws.</c></param>
    public static LiveGenBuilder AddWorker<TWorker>(this LiveGenBuilder builder, string queue) where TWorker : ChannelWorker
    {
        ArgumentNullException.ThrowIfNull(builder);
        ChannelNames.Check(queue);
        builder.Services.AddSingleton<Hosting.IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<WorkerService>(provider, typeof(TWorker), queue));
        return builder;
    }

    static void AddUploads(this IServiceCollection services)
    {
        services.TryAddSingleton<UploadDirectory>();
        services.TryAddSingleton<UploadSpace>();
        services.TryAddSingleton<UploadTickets>();
        services.TryAddSingleton<ResumableUploads>();
        services.TryAddSingleton<PageUploaders>();
        services.TryAddSingleton<CallFiles>();
        services.TryAddSingleton<UploadEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Hosting.IHostedService, UploadSweeper>());
    }

    sealed class OptionsFromConfiguration(IServiceProvider services) : IConfigureOptions<LiveGenOptions>
    {
        // A process without a host, such as a test, may have no configuration.
        public void Configure(LiveGenOptions options) => services.GetService<IConfiguration>()?.GetSection("LiveGen").Bind(options);
    }
}
