using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using DamInventory.Dams;

namespace DamInventory.Exchange;

public sealed record ImportUpload([Required(ErrorMessage = "File is required.")] IFormFile? File);

/// <summary>Many dams at once: a file, a look at what is in it, and then how far it is.</summary>
static class ImportPage
{
    const int Shown = 10;

    public static async Task Show(ImportStore imports, ClaimsPrincipal user, CancellationToken ct)
    {
        var last = await imports.LastAsync(user.Identity!.Name!, ct);
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
        using (Div(id: "preview").Open())
        {
            if (last is not null)
                Last(last);
        }
    }

    /// <summary>Reads the file and shows what would be imported.</summary>
    public static async Task Preview(ImportUpload upload, ImportStore imports, TimeProvider time, ClaimsPrincipal user, CancellationToken ct)
    {
        var file = upload.File!;
        await using var content = file.OpenReadStream();
        var read = DamFile.Read(content, file.FileName, NewDam.LatestDay(time));
        if (read.Problem is { } problem)
            throw new InvalidCallbackException("File", problem);
        var import = await imports.AddAsync(user.Identity!.Name!, file.FileName, read.Dams, ct);

        if (await imports.LastAsync(import.Owner, ct) is { } last)
            Sockets.To<ImportConsumer>(new { id = last.Id }).Close(); // the page is about this one now
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
                Button(import.Total == 1 ? "Import 1 dam" : $"Import {import.Total:N0} dams", type: "button", id: "run", @class: "primary", onclick: Callback(Run, import.Id, blocks: true));
        }
    }

    /// <summary>Hands the work to whichever process is free.</summary>
    public static async Task Run(
        string id, ImportStore imports, IChannelLayer channels, TimeProvider time, ClaimsPrincipal user, CancellationToken ct)
    {
        var owner = user.Identity!.Name!;
        if (await imports.StartAsync(id, owner, time.GetUtcNow(), ct))
            await channels.SendAsync(ImportWorker.Name, new RunImport(id, owner), ct);
        else if (await imports.FindAsync(id, owner, ct) is null)
            throw new InvalidCallbackException("", "This import is not there any more.");
        Remove("run");
    }

    // What has become of it while the page was closed, or the server away.
    static void Last(Import import)
    {
        if (import.State == ImportState.Running)
            Sockets.Connect<ImportConsumer>(new { id = import.Id });
        using var card = Section(@class: "card", ariaLabelledby: "last-title").Open();
        H2($"Last import: {import.FileName}", id: "last-title");
        using (Div(id: ImportStatus.Id).Open())
            ImportStatus.Write(import);
    }

    static void Counts(DamFile read, Import import) => Ul(
        Li($"{Some(read.Dams.Count, "row")} right.", id: "right"),
        read.Errors.Count > 0 ? Li($"{Some(read.Errors.Count, "row")} not, and {(read.Errors.Count == 1 ? "is" : "are")} left out.", id: "wrong") : null,
        read.Dams.Count > import.Total
            ? Li($"{Some(read.Dams.Count - import.Total, "dam")} in the inventory already, and {(read.Dams.Count - import.Total == 1 ? "is" : "are")} left out.", id: "known")
            : null);

    static string Some(int count, string what) => count == 1 ? $"1 {what} is" : $"{count:N0} {what}s are";

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
        Thead(Tr(
            Each(["Name", "Owner", "River", "Date built"], text => Th(text, scope: "col")),
            Each(["Latitude", "Longitude"], text => Th(text, scope: "col", @class: "number"))));
        Tbody(Each(read.Dams.Take(Shown), dam => Tr(
            [Th(dam.Name, scope: "row"), Td(dam.Owner), Td(dam.River), Td(dam.Built), Td(Degrees(dam.Latitude), @class: "number"), Td(Degrees(dam.Longitude), @class: "number")])));
    }

    // To look at; what is imported is exact.
    static string Degrees(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
