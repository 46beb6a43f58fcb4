using Dapper;

namespace DamInventory.Hydrographs;

/// <summary>A flow at a time: hours, and cubic feet per second.</summary>
[method: ExplicitConstructor]
sealed record FlowPoint(double Hours, double Flow);

/// <summary>How much water passes a dam over time.</summary>
sealed record Hydrograph(long DamId, string DamName, string FileName, IReadOnlyList<FlowPoint> Points);
