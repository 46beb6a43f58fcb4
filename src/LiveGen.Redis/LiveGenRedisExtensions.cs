using LiveGen.Channels;
using LiveGen.Redis;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts LiveGen's groups and work queues on Redis.</summary>
public static class LiveGenRedisExtensions
{
    /// <summary>
    /// Lets the groups of this application reach across all processes that use the same Redis:
    /// <c>services.AddLiveGen().AddRedis("localhost:6379")</c>. ASP.NET Data Protection's keys are kept there too, unless the
    /// application says where (<see cref="RedisChannelLayerOptions.ShareKeys"/>).
    /// </summary>
    /// <param name="builder">What <c>AddLiveGen()</c> returned.</param>
    /// <param name="configuration">See <see cref="RedisChannelLayerOptions.Configuration"/>.</param>
    /// <param name="configure">Sets the other options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The configuration cannot be read. That Redis does not answer is no error: the
    /// application starts, warns, and connects when it can.</exception>
    public static LiveGenBuilder AddRedis(this LiveGenBuilder builder, string configuration,
        Action<RedisChannelLayerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddLayer(builder.Services, configuration, configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KeyManagementOptions>, KeyRingSetup>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<DataProtectionOptions>, KeyRingSetup>());
        builder.Services.AddHostedService<RedisStarter>();
        return builder;
    }

    /// <summary>
    /// For a process without pages, such as a worker service, that pushes to groups and queues: adds <c>IGroupSender</c>
    /// and <see cref="IChannelLayer"/> on Redis. It connects at the first use, and listens to the bus only once something
    /// is received.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">See <see cref="RedisChannelLayerOptions.Configuration"/>.</param>
    /// <param name="configure">Sets the other options.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">The configuration cannot be read.</exception>
    public static IServiceCollection AddLiveGenRedis(this IServiceCollection services, string configuration,
        Action<RedisChannelLayerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddLayer(services.AddLogging().AddLiveGen().Services, configuration, configure);
        return services;
    }

    static void AddLayer(IServiceCollection services, string configuration, Action<RedisChannelLayerOptions>? configure)
    {
        RedisConnector.Parse(configuration);
        // Weakest first: the section, the connection string of the call, its callback.
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IConfigureOptions<RedisChannelLayerOptions>, RedisOptionsSetup>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<RedisChannelLayerOptions>, RedisOptionsSetup>());
        services.Configure<RedisChannelLayerOptions>(options => options.Configuration = configuration);
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton<RedisChannelLayer>();
        services.Replace(ServiceDescriptor.Singleton<IPresenceStore, RedisPresence>());
        services.Replace(ServiceDescriptor.Singleton<IChannelLayer>(provider => provider.GetRequiredService<RedisChannelLayer>()));
    }

    /// <summary>Connects before the first request is served.</summary>
    sealed class RedisStarter(RedisChannelLayer layer) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => layer.StartAsync().WaitAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
