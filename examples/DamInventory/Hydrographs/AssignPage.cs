using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using DamInventory.Dams;
using DamInventory.Notifications;

namespace DamInventory.Hydrographs;

/// <summary>The form of a file for a dam.</summary>
public sealed record Assignment(
    [Required(ErrorMessage = "Dam is required."), MaxLength(Assignment.LongestDam, ErrorMessage = "Choose a dam from the list.")] string Dam,
    [Required(ErrorMessage = "File is required.")] IFormFile? File)
{
    /// <summary>A name, and the dam's number after it.</summary>
    public const int LongestDam = NewDam.LongestName + 30;
}

/// <summary>Gives a dam its hydrograph from a CSV.</summary>
static class AssignPage
{
    const int Suggestions = 20;

    public static async Task Show(long? dam, DamStore dams, CancellationToken ct)
    {
        var chosen = dam is { } id ? await dams.FindAsync(id, ct) : null;
        SetTitle("Assign hydrograph – Dam Inventory");
        using var card = Section(@class: "card narrow").Open();
        H1("Assign hydrograph");
        using var form = Form(id: "assign", @class: "form", onsubmit: Callback(Assign, This, progress: "progress"), novalidate: true).Open();
        FieldError("", @class: "error");
        Label("Dam", @for: "dam");
        Input(id: "dam", name: "Dam", list: "dam-names", value: chosen is null ? null : NameOf(chosen), autocomplete: "off", autofocus: true,
            placeholder: "Type a part of its name", oninput: Callback(Suggest, This, debounce: 150, concurrency: Concurrency.Latest));
        Datalist(id: "dam-names");
        FieldError("Dam", @class: "error");
        Label("File", @for: "file");
        Input(id: "file", name: "File", type: "file", accept: ".csv", ariaDescribedby: "file-hint");
        FieldError("File", @class: "error");
        P($"CSV of time (hours) and flow (cfs), at most {HydrographCsv.MaxBytes >> 20} MB. A hydrograph that the dam has is replaced.",
            id: "file-hint", @class: "hint");
        Progress(id: "progress", max: 1, value: 0, ariaLabel: "Upload");
        Button("Assign", type: "submit", id: "assign-button", @class: "primary");
    }

    /// <summary>Dams whose names have what somebody has typed in them.</summary>
    public static async Task Suggest([MaxLength(Assignment.LongestDam)] string text, DamStore dams, CancellationToken ct)
    {
        var found = await dams.FindAsync(DamQuery.From(text), 0, Suggestions, ct);
        Morph("dam-names", Each(found.Dams, dam => Option(value: NameOf(dam))));
    }

    public static async Task Assign(Assignment assignment, DamStore dams, HydrographStore hydrographs, IGroupSender groups, CancellationToken ct)
    {
        if (await DamOfAsync(assignment.Dam, dams, ct) is not { } dam)
            throw new InvalidCallbackException("Dam", "Choose a dam from the list.");
        var file = assignment.File!;
        using var text = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var read = HydrographCsv.Read(text);
        if (read.Problem is { } problem)
            throw new InvalidCallbackException("File", problem);

        await hydrographs.ReplaceAsync(dam.Id, file.FileName, read.Points, ct);
        await groups.SendAsync(News.Group, new HydrographAdded(dam.Id), ct);
        Flash($"{dam.Name} has a new hydrograph of {read.Points.Count:N0} values.", FlashKind.Success);
        if (read.BadRows.Count > 0)
            Flash(Skipped(read.BadRows), FlashKind.Warning);
        Redirect(Url(HydrographPage.Show, new { id = dam.Id }));
    }

    static string Skipped(IReadOnlyList<int> rows)
    {
        var lines = string.Join(", ", rows.Take(10)) + (rows.Count > 10 ? ", …" : "");
        return rows.Count == 1 ? $"1 row was left out, line {lines}." : $"{rows.Count:N0} rows were left out, lines {lines}.";
    }

    static string NameOf(Dam dam) => $"{dam.Name} (#{dam.Id})";

    // What the list gives ends with the dam's number; who types a whole name means the dam of that name.
    static async Task<Dam?> DamOfAsync(string text, DamStore dams, CancellationToken ct)
    {
        var at = text.LastIndexOf("(#", StringComparison.Ordinal);
        if (at >= 0 && long.TryParse(text[(at + 2)..].TrimEnd(')', ' '), CultureInfo.InvariantCulture, out var id))
            return await dams.FindAsync(id, ct);
        var found = await dams.FindAsync(DamQuery.From(text), 0, Suggestions, ct);
        var named = found.Dams.Where(dam => dam.Name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count == 1 ? named[0] : null;
    }
}
