using DamInventory.Map;

namespace DamInventory.Notifications;

/// <summary>What everybody who looks at the inventory is told.</summary>
static class News
{
    public const string Group = "notifications";
}

/// <summary>Somebody has added a dam.</summary>
public sealed record DamAdded(long Id);

/// <summary>Somebody has added a hydrograph to a dam, or replaced it.</summary>
public sealed record HydrographAdded(long DamId);

/// <summary>Somebody has added many dams at once, in this part of the world.</summary>
public sealed record DamsImported(int Count, Bounds Where);
