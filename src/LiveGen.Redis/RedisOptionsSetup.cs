using LiveGen.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LiveGen.Redis;

/// <summary>Reads the options from the configuration section <c>LiveGen:Redis</c> and refuses those that cannot work.</summary>
internal sealed class RedisOptionsSetup(IEnumerable<IConfiguration> configuration)
    : IConfigureOptions<RedisChannelLayerOptions>, IValidateOptions<RedisChannelLayerOptions>
{
    // A process without a host may have no configuration.
    public void Configure(RedisChannelLayerOptions options) =>
        configuration.LastOrDefault()?.GetSection("LiveGen:Redis").Bind(options);

    public ValidateOptionsResult Validate(string? name, RedisChannelLayerOptions options)
    {
        var failures = LiveGenOptionsValidator.NotPositive(options);
        if (!ChannelNames.IsValid(options.KeyPrefix))
            failures.Add($"RedisChannelLayerOptions.KeyPrefix must be 1 to {ChannelNames.MaxLength} of A-Z a-z 0-9 _ . - " +
                "without the colon, which LiveGen adds: \"shop\" gives keys such as \"shop:bus\".");
        if (options.ProbeTimeout < options.ProbeInterval)
            failures.Add($"RedisChannelLayerOptions.ProbeTimeout is {options.ProbeTimeout}, but must be at least ProbeInterval " +
                $"({options.ProbeInterval}), or every connection would be replaced before its first probe.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
