using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using DamInventory.Dams;

namespace DamInventory.Exchange;

public sealed record ImportUpload([Required(ErrorMessage = "File is required.")] IFormFile? File);

/// <summary>Many dams at once: a file, a look at what is in it, and then how far it is.</summary>
static class ImportPage
{
    const int Shown = 10;

    public static void Show()
    {
        SetTitle("Import – Dam Inventory");
        H1("Import dams");
        using (Form(id: "import", @class: "form card", onsubmit: Callback(Preview, This, progress: "upload-progress"), novalidate: true).Open())
        {
            Label("File", @for: "file");
            Input(id: "file", name: "File", type: "file", accept: ".csv,.geojson,.json", ariaDescribedby: "file-hint");
            FieldError("File", @class: "error");
            P("CSV with the columns name, owner, river, date_built (or year_built), latitude and longitude; or GeoJSON.", id: "file-hint", @class: "hint");
            Progress(id: "upload-progress", max: 1, value: 0, ariaLabel: "Upload");
            Button("Preview", type: "submit", id: "preview-button", @class: "primary");
        }
        Div(id: "preview");
    }

    /// <summary>Reads the file and shows what would be imported.</summary>
    public static async Task Preview(ImportUpload upload, ImportStore imports, ClaimsPrincipal user, CancellationToken ct)
    {
        var file = upload.File!;
        await using var content = file.OpenReadStream();
        var read = DamFile.Read(content, file.FileName);
        if (read.Problem is { } problem)
            throw new InvalidCallbackException("File", problem);
        var import = await imports.AddAsync(user.Identity!.Name!, file.FileName, read.Dams, ct);

        Sockets.Connect<ImportConsumer>(new { id = import.Id });
        using (Section(@class: "card", ariaLabelledby: "preview-title").Open())
        {
            H2($"Preview of {file.FileName}", id: "preview-title");
            Counts(read, import);
            Errors(read);
            if (read.Dams.Count > 0)
                Dams(read);
            using (Div(id: ImportStatus.Id).Open())
                ImportStatus.Write(import);
            if (import.Total > 0)
                Button($"Import {import.Total:N0} dams", type: "button", id: "run", @class: "primary", onclick: Callback(Run, import.Id, blocks: true));
        }
    }

    /// <summary>Hands the work to whichever process is free.</summary>
    public static async Task Run(string id, ImportStore imports, IChannelLayer channels, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await imports.FindAsync(id, user.Identity!.Name!, ct) is not { } import)
            throw new InvalidCallbackException("", "This import is not there any more.");
        await channels.SendAsync(ImportWorker.Name, new RunImport(import.Id, import.Owner), ct);
        Remove("run");
    }

    static void Counts(DamFile read, Import import) => Ul(
        Li($"{read.Dams.Count:N0} rows are right.", id: "right"),
        read.Errors.Count > 0 ? Li($"{read.Errors.Count:N0} rows are not, and are left out.", id: "wrong") : null,
        read.Dams.Count > import.Total ? Li($"{read.Dams.Count - import.Total:N0} dams are in the inventory already, and are left out.", id: "known") : null);

    static void Errors(DamFile read)
    {
        if (read.Errors.Count == 0)
            return;
        Ul(Each(read.Errors.Take(Shown), error => Li($"Row {error.Row}: {error.Error}")), id: "row-errors", @class: "error");
        if (read.Errors.Count > Shown)
            P($"… and {read.Errors.Count - Shown:N0} more.", @class: "hint");
    }

    static void Dams(DamFile read)
    {
        using var scroll = Div(@class: "scroll", tabindex: 0, role: "region", ariaLabel: "The first rows").Open();
        using var table = Table(id: "preview-rows").Open();
        Caption(read.Dams.Count > Shown ? $"The first {Shown} rows" : "All rows");
        Thead(Tr(Each(["Name", "Owner", "River", "Date built", "Latitude", "Longitude"], text => Th(text, scope: "col"))));
        Tbody(Each(read.Dams.Take(Shown), dam => Tr(
            [Th(dam.Name, scope: "row"), Td(dam.Owner), Td(dam.River), Td(dam.Built), Td(dam.Latitude, @class: "number"), Td(dam.Longitude, @class: "number")])));
    }
}
