namespace DamInventory;

/// <summary>The section <c>Inventory</c> of the configuration.</summary>
sealed class InventoryOptions
{
    /// <summary>How many dams there may be; no limit when it is not set.</summary>
    [ConfigurationKeyName("max_dams")]
    public int? MaxDams { get; set; }

    /// <summary>Whether an empty database begins with the dams of the US Bureau of Reclamation.</summary>
    public bool RealDams { get; set; } = true;

    /// <summary>Whether the base map is OpenStreetMap's tiles; else it is the outlines that the example brings.</summary>
    public bool OpenStreetMap { get; set; }
}
