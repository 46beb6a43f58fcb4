namespace DamInventory.Exchange;

/// <summary>How far an import is, for people.</summary>
static class ImportStatus
{
    public const string Id = "import-status";

    public static void Write(Import import)
    {
        Progress(id: "import-progress", max: Math.Max(import.Total, 1), value: import.Total == 0 ? 1 : import.Done, ariaLabel: "Import");
        P(import.State switch
        {
            ImportState.Ready when import.Total == 0 => "There is nothing new to import.",
            ImportState.Ready when import.Total == 1 => "1 dam is ready to be imported.",
            ImportState.Ready => $"{import.Total:N0} dams are ready to be imported.",
            ImportState.Full => $"The inventory is full: {import.Done:N0} of {import.Total:N0} dams were imported.",
            ImportState.Done when import.Total == 1 => "The dam was imported.",
            ImportState.Done => $"All {import.Total:N0} dams were imported.",
            _ => $"{import.Done:N0} of {import.Total:N0} dams are imported.",
        }, id: "import-text", role: "status");
        if (import.State is ImportState.Done or ImportState.Full)
            P(A("To the dams", href: "/dams"));
    }
}
