using System.ComponentModel.DataAnnotations;
using Dapper;

namespace DamInventory.Map;

/// <summary>A part of the world in degrees.</summary>
[method: ExplicitConstructor]
public sealed record Bounds(
    [Range(-100_000, 100_000)] double West, [Range(-90, 90)] double South,
    [Range(-100_000, 100_000)] double East, [Range(-90, 90)] double North)
{
    /// <summary>Where a map begins that has fewer than two dams to show.</summary>
    public static Bounds ConterminousUnitedStates { get; } = new(-124.85, 24.4, -66.88, 49.39);

    /// <summary>What holds these points; there is at least one.</summary>
    public static Bounds Around(IEnumerable<(double Longitude, double Latitude)> points) => points
        .Select(at => new Bounds(at.Longitude, at.Latitude, at.Longitude, at.Latitude)).Aggregate((all, one) => all.With(one));

    /// <summary>What holds both.</summary>
    public Bounds With(Bounds other) => new(
        Math.Min(West, other.West), Math.Min(South, other.South), Math.Max(East, other.East), Math.Max(North, other.North));

    /// <summary>With a margin on each side, in parts of its size.</summary>
    public Bounds WithMargin(double part)
    {
        var (x, y) = ((East - West) * part, (North - South) * part);
        return new(West - x, Math.Max(South - y, -90), East + x, Math.Min(North + y, 90));
    }
}

/// <summary>A dam on the map, or several that stand too close to be told apart.</summary>
/// <param name="Id">The dam's; of several, of one of them.</param>
/// <param name="Count">How many dams this stands for.</param>
[method: ExplicitConstructor]
sealed record MapPoint(long Id, double Longitude, double Latitude, int Count);
