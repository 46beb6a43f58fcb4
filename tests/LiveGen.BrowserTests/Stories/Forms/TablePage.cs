using System.ComponentModel.DataAnnotations;

namespace LiveGen.BrowserTests.Stories.Forms;

public sealed record Guest([Required(ErrorMessage = "Say who comes.")] string Name);

/// <summary>What somebody fills in to have a table.</summary>
public sealed record Table(
    [Required(ErrorMessage = "Say who you are."), Length(2, 40, ErrorMessage = "2 to 40 characters, please.")] string Name,
    [Range(1, 12, ErrorMessage = "We have tables for 1 to 12.")] int Guests, DateOnly? Day, Guest Companion, IReadOnlyList<string> Extras, bool Terms,
    string? Note, string Room);

/// <summary>A form that works with JavaScript and without.</summary>
static class TablePage
{
    public static void Show()
    {
        StoryLayout.Heading("A table");
        using var form = Form(id: "table", onsubmit: Callback(Save, This, validate: true)).Open();
        FieldError("");
        Field("name", "Name");
        Field("guests", "Guests", InputType.Number);
        Field("day", "Day", InputType.Date);
        Field("companion", "Companion.Name");
        Label(Input(type: "checkbox", id: "cake", name: "Extras", value: "cake"), " Cake");
        Label(Input(type: "checkbox", id: "music", name: "Extras", value: "music"), " Music");
        Label(Input(type: "radio", id: "inside", name: "Room", value: "inside", @checked: true), " Inside");
        Label(Input(type: "radio", id: "outside", name: "Room", value: "outside"), " Outside");
        Label(Input(type: "checkbox", id: "terms", name: "Terms"), " I agree");
        Label("Note", @for: "note");
        Textarea(id: "note", name: "Note");
        Button("Book", type: "submit", id: "book");
    }

    public static void Save(Table table)
    {
        if (!table.Terms)
            throw new InvalidCallbackException("", "Please agree.");
        Redirect(Url(Booked, new { text = $"{table.Name} {table.Guests} {table.Companion.Name} {string.Join('+', table.Extras)} {table.Room} {table.Note}" }));
    }

    public static void Booked(string text = "Nothing booked") => StoryLayout.Heading(text);

    static void Field(string id, string name, InputType type = default)
    {
        Label(name, @for: id);
        Input(id: id, name: name, type: type);
        FieldError(name);
    }
}
