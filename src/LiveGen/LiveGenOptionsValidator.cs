using LiveGen.Wire;
using Microsoft.Extensions.Options;

namespace LiveGen;

/// <summary>Refuses options that cannot work, by name, before the first page is served.</summary>
sealed class LiveGenOptionsValidator : IValidateOptions<LiveGenOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveGenOptions options)
    {
        var failures = new List<string>();
        foreach (var property in typeof(LiveGenOptions).GetProperties())
        {
            if (property.GetValue(options) is { } value and (int and <= 0 or TimeSpan { Ticks: <= 0 }))
                failures.Add($"LiveGenOptions.{property.Name} is {value}, but must be more than zero. Leave it out for its default.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
