using System.Reflection;
using LiveGen.BrowserTests.Browsing;

namespace LiveGen.BrowserTests.Dams;

/// <summary>The dam inventory as a process of its own, with a file of its own unless it is given a database.</summary>
public sealed class DamServer() : ExampleServer("DamInventory")
{
    readonly string _directory = Directory.CreateTempSubdirectory("livegen-dams-").FullName;

    /// <summary>PostgreSQL instead of the file.</summary>
    public string? Postgres { get; init; }

    /// <summary>Redis instead of this process' memory.</summary>
    public string? Redis { get; init; }

    /// <summary>Whether it begins with the real dams.</summary>
    public bool RealDams { get; init; } = true;

    public int? MaxDams { get; init; }

    /// <summary>Whether the base map is OpenStreetMap's.</summary>
    public bool OpenStreetMap { get; init; }

    /// <summary>A file that the example brings.</summary>
    public static string OurFile(string name) => Path.Combine(
        typeof(DamServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "DamInventoryDirectory").Value!, "Data", name);

    public static string ReclamationDams => OurFile("reclamation-dams.csv");

    public static string Hydrograph => OurFile("hydrograph-scs.csv");

    protected override IEnumerable<(string Name, string? Value)> Settings =>
    [
        ("DOTNET_ENVIRONMENT", "Development"), // the demo users
        ("ConnectionStrings__Sqlite", Path.Combine(_directory, "dams.db")),
        ("ConnectionStrings__Postgres", Postgres),
        ("ConnectionStrings__Redis", Redis),
        ("Inventory__RealDams", RealDams ? "true" : "false"),
        ("Inventory__OpenStreetMap", OpenStreetMap ? "true" : "false"),
        ("Inventory__max_dams", MaxDams?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
