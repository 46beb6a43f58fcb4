using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.Extensions.Options;

namespace LiveGen;

/// <summary>Refuses options that cannot work, by name, before the first page is served.</summary>
sealed class LiveGenOptionsValidator : IValidateOptions<LiveGenOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveGenOptions options)
    {
        var failures = NotPositive(options);
        if (options.MaxRenderBytes > HtmlRange.MaxLimit)
            failures.Add($"LiveGenOptions.MaxRenderBytes is {options.MaxRenderBytes}, but must be at most {HtmlRange.MaxLimit}.");
        if (options.DrainWindow < TimeSpan.Zero)
            failures.Add($"LiveGenOptions.DrainWindow is {options.DrainWindow}, but must be zero (no window) or more. Leave it out for its default.");
        if (options.HistoryAge > TimeSpan.FromDays(1))
            failures.Add($"LiveGenOptions.HistoryAge is {options.HistoryAge}, but must be at most a day: what a page missed in a " +
                "longer time is had by rendering it anew.");
        if (options.HistoryBytes > options.MaxHistoryBytes)
            failures.Add($"LiveGenOptions.HistoryBytes is {options.HistoryBytes}, but must be at most MaxHistoryBytes " +
                $"({options.MaxHistoryBytes}): one group's history is part of all groups' histories.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Names each number and each time that is not more than zero; an option that may be has a nullable type and a rule of its own.</summary>
    internal static List<string> NotPositive<TOptions>(TOptions options) =>
    [
        .. from property in typeof(TOptions).GetProperties()
           let value = property.GetValue(options)
           where Nullable.GetUnderlyingType(property.PropertyType) is null && value is int and <= 0 or long and <= 0 or TimeSpan { Ticks: <= 0 }
           select $"{typeof(TOptions).Name}.{property.Name} is {value}, but must be more than zero. Leave it out for its default.",
    ];
}
