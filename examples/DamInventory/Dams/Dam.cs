using Dapper;

namespace DamInventory.Dams;

/// <summary>A dam of the inventory.</summary>
/// <param name="Built">A day (1935-07-04), a year (1935) where no more is known, or nothing.</param>
[method: ExplicitConstructor]
sealed record Dam(
    long Id, string Name, string Owner, string River, string Built, double Latitude, double Longitude, bool HasHydrograph);

/// <summary>A dam that is to be added.</summary>
sealed record DamFacts(string Name, string Owner, string River, string Built, double Latitude, double Longitude);

/// <summary>Who owns dams.</summary>
static class Owners
{
    public static IReadOnlyList<string> All { get; } = ["Reclamation", "Army Corps", "Other"];
}
