using DamInventory.Map;
using DamInventory.Notifications;
using Microsoft.Extensions.Options;

namespace DamInventory.Dams;

/// <summary>The form for a new dam. Its place is a point on the map, or two numbers.</summary>
static class AddDamPage
{
    public static async Task Show(DamStore dams, IOptions<InventoryOptions> options, CancellationToken ct)
    {
        var extent = await DamMap.ExtentAsync(dams, ct);
        SetTitle("Add dam – Dam Inventory");
        H1("Add dam");
        using (Form(id: "add-dam", @class: "form split", onsubmit: Callback(Add, This, validate: true), novalidate: true).Open())
        {
            Div(
            [
                FieldError("", @class: "error"),
                Field("Name", Input(id: "name", name: "Name", maxlength: NewDam.LongestName, autocomplete: "off", autofocus: true)),
                Field("Owner", Select(
                    [Option("Choose an owner", value: ""), Each(Owners.All, owner => Option(owner, value: owner))], id: "owner", name: "Owner")),
                Field("River", Input(id: "river", name: "River", maxlength: NewDam.LongestName, placeholder: "e.g.: Mississippi River", autocomplete: "off")),
                Field("DateBuilt", Input(id: "datebuilt", name: "DateBuilt", type: "date"), "Date built"),
            ], @class: "fields");
            using (Fieldset().Open())
            {
                Legend("Location");
                P("Click the map or move its point, or fill in the numbers.", id: "location-hint", @class: "hint");
                Div([
                    Field("Latitude", Input(id: "latitude", name: "Latitude", type: "number", step: "any", placeholder: "-90 to 90", ariaDescribedby: "location-hint")),
                    Field("Longitude", Input(id: "longitude", name: "Longitude", type: "number", step: "any", placeholder: "-180 to 180", ariaDescribedby: "location-hint")),
                ], @class: "pair");
                DamMap.ForPicking(extent, latitude: "latitude", longitude: "longitude", options.Value);
            }
            Div(Button("Add dam", type: "submit", id: "add", @class: "primary"), A("Cancel", href: Url(HomePage.Show), @class: "button"), @class: "buttons");
        }
    }

    /// <summary>Adds the dam and tells everybody who looks at the inventory: ordinary code of a request.</summary>
    public static async Task Add(NewDam dam, DamStore dams, IGroupSender groups, IOptions<InventoryOptions> options, CancellationToken ct)
    {
        var facts = dam.ToFacts();
        if (await dams.AddAsync(facts, options.Value.MaxDams, ct) is not { } id)
            throw new InvalidCallbackException("", $"Unable to add dam \"{facts.Name}\", because the inventory is full.");
        await groups.SendAsync(News.Group, new DamAdded(id), ct);
        Flash($"\"{facts.Name}\" was added.", FlashKind.Success);
        Redirect(Url(HomePage.Show));
    }

    static Element Field(string name, Element input, string? label = null) => Div(
        Label(label ?? name, @for: name.ToLowerInvariant()),
        input,
        FieldError(name, @class: "error"), @class: "field");
}
