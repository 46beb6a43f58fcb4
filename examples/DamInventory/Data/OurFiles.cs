namespace DamInventory.Data;

/// <summary>The files that the example brings (<c>Data/README.md</c>).</summary>
static class OurFiles
{
    public static Stream ReclamationDams =>
        typeof(OurFiles).Assembly.GetManifestResourceStream($"{typeof(OurFiles).Namespace}.reclamation-dams.csv")!;
}
