using System.ComponentModel.DataAnnotations;
using LiveGen.IntegrationTests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.IntegrationTests.Forms;

public sealed record Address([Required] string Street, int? Floor);

public sealed record Line([Required] string Text, [Range(1, 9)] int Quantity);

public sealed record Booking(
    [Required, Length(2, 80)] string Name, [Range(1, 12)] int Guests, DateOnly Day, Address Address, IReadOnlyList<string> Extras, bool Terms, string? Note,
    string? Size, IReadOnlyList<Line> Lines) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Guests > 6 && Name == "Ann")
            yield return new ValidationResult("Ann has room for six.");
    }
}

/// <summary>A page with a form of everything, and the application that it stands in.</summary>
sealed class BookingPages
{
    public List<Booking> Saved { get; } = [];

    public List<int> Renamed { get; } = [];

    public Func<IResult?> Answer { get; set; } = () => null;

    public static async Task<(ActionServer Server, BookingPages Pages)> StartAsync(
        Action<WebApplication, BookingPages>? more = null, Action<IServiceCollection>? services = null)
    {
        var pages = new BookingPages();
        var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/book/{day}", pages.Page).WithLayout(Layout).AllowAnonymous();
            app.MapLiveView("/done", () => { P("Done", id: "done"); }).AllowAnonymous();
            app.MapAction("/book/save", pages.Save).ThenView(pages.Page).AllowAnonymous();
            app.MapAction("/book/rename", pages.Rename).AllowAnonymous();
            more?.Invoke(app, pages);
        }, services);
        return (server, pages);
    }

    public static void Layout(Content body)
    {
        using var html = Html(lang: "en").Open();
        Head(Title("Book"));
        Body(Main(body, id: "content"));
    }

    public void Page(DateOnly day)
    {
        using (Form(id: "booking", onsubmit: Callback(Save, This)).Open())
        {
            FieldError("");
            Input(id: "name", name: "Name", value: "Nobody", ariaDescribedby: "help");
            FieldError("Name");
            Input(id: "guests", name: "Guests", type: "number", value: 2);
            FieldError("Guests");
            Input(id: "day", name: "Day", type: "date", value: day);
            FieldError("Day");
            Input(id: "street", name: "Address.Street");
            FieldError("Address.Street");
            Input(id: "floor", name: "Address.Floor", type: "number");
            Label(Input(type: "checkbox", id: "sea", name: "Extras", value: "sea"), "Sea");
            Label(Input(type: "checkbox", id: "dog", name: "Extras", value: "dog", @checked: true), "Dog");
            Input(type: "checkbox", id: "terms", name: "Terms");
            Textarea("old", id: "note", name: "Note");
            Select(Option("Small", value: "s"), Option("Large", selected: true), id: "size", name: "Size");
            Input(id: "line0", name: "Lines[0].Text", value: "first");
            Input(id: "quantity0", name: "Lines[0].Quantity", value: 1);
            FieldError("Lines[0].Quantity");
            Button("Book", type: "submit");
        }
        Form(Input(id: "new1", name: "name"), id: "rename1", onsubmit: Callback(Rename, 1, ValueOf("name")));
        Form(Input(id: "new2", name: "name"), FieldError("name", id: "rename2-error"), id: "rename2", onsubmit: Callback(Rename, 2, ValueOf("name")));
    }

    IResult? Save(Booking booking)
    {
        Saved.Add(booking);
        var answer = Answer();
        if (answer is null)
            Redirect("/done?name=" + Uri.EscapeDataString(booking.Name));
        return answer;
    }

    void Rename(int id, [Required] string name)
    {
        Renamed.Add(id);
        P("not seen by anybody");
        Alert(name);
    }
}
