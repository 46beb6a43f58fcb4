using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace DamInventory.Dams;

/// <summary>What somebody fills in to add a dam, and what is right.</summary>
public sealed record NewDam(string Name, string Owner, string River, DateOnly? DateBuilt, double? Latitude, double? Longitude) : IValidatableObject
{
    public const int LongestName = 100;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var errors = Errors(validationContext.GetRequiredService<TimeProvider>()).ToList();
        if (errors.Count > 0)
            errors.Insert(0, new("Please fix errors."));
        return errors;
    }

    /// <summary>The last day on which a dam can have been built: tomorrow has begun somewhere.</summary>
    internal static DateOnly LatestDay(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);

    /// <summary>Whether a text has no line breaks, and nothing else that cannot be seen.</summary>
    internal static bool IsOneLine(string text) => !text.Any(char.IsControl);

    internal DamFacts ToFacts() => new(
        Name.Trim(), Owner, River.Trim(), DateBuilt!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Latitude!.Value, Longitude!.Value);

    IEnumerable<ValidationResult> Errors(TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return new("Name is required.", [nameof(Name)]);
        else if (Name.Length > LongestName)
            yield return new($"Name has at most {LongestName} characters.", [nameof(Name)]);
        else if (!IsOneLine(Name))
            yield return new("Name is one line of text.", [nameof(Name)]);

        if (Owner.Length == 0)
            yield return new("Owner is required.", [nameof(Owner)]);
        else if (!Owners.All.Contains(Owner))
            yield return new("Choose one of the owners.", [nameof(Owner)]);

        if (string.IsNullOrWhiteSpace(River))
            yield return new("River is required.", [nameof(River)]);
        else if (River.Length > LongestName)
            yield return new($"River has at most {LongestName} characters.", [nameof(River)]);
        else if (!IsOneLine(River))
            yield return new("River is one line of text.", [nameof(River)]);

        if (DateBuilt is null)
            yield return new("Date Built is required.", [nameof(DateBuilt)]);
        else if (DateBuilt > LatestDay(time))
            yield return new("Date Built cannot be in the future.", [nameof(DateBuilt)]);

        if (Latitude is null || Longitude is null)
            yield return new("Location is required.", [Latitude is null ? nameof(Latitude) : nameof(Longitude)]);
        if (Latitude is not (null or (>= -90 and <= 90))) // nor NaN
            yield return new("Latitude is between -90 and 90.", [nameof(Latitude)]);
        if (Longitude is not (null or (>= -180 and <= 180)))
            yield return new("Longitude is between -180 and 180.", [nameof(Longitude)]);
    }
}
