using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Infrastructure;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveGen.Redis;

/// <summary>Keeps the keys in Redis when the application has not said where, after all that it says.</summary>
internal sealed class KeyRingSetup(IServiceProvider services)
    : IPostConfigureOptions<KeyManagementOptions>, IPostConfigureOptions<DataProtectionOptions>
{
    RedisChannelLayerOptions Redis => services.GetRequiredService<IOptions<RedisChannelLayerOptions>>().Value;

    public void PostConfigure(string? name, KeyManagementOptions options)
    {
        if (options.XmlRepository is null && Redis.ShareKeys)
            options.XmlRepository = new RedisKeyRing(services.GetRequiredService<RedisChannelLayer>().Link, Redis, services.GetRequiredService<TimeProvider>());
    }

    // By default an application is known by its folder, which differs from machine to machine.
    public void PostConfigure(string? name, DataProtectionOptions options)
    {
        var folder = services.GetService<IApplicationDiscriminator>()?.Discriminator?.Trim();
        if (options.ApplicationDiscriminator != folder)
            return;
        if (services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository is RedisKeyRing)
            options.ApplicationDiscriminator = Redis.KeyPrefix;
    }
}
