using System.ComponentModel.DataAnnotations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LiveGen.Tests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The code of docs/forms.md, as it stands there.</summary>
public sealed class FormSamples
{
    static void SaveUnlessFull(Booking booking, Bookings bookings)
    {
        if (bookings.IsFull(booking.Day))
            throw new InvalidCallbackException("Day", "There is no table left on that day.");
        bookings.Add(booking);
    }

    static void Layout(Content body)
    {
        using var html = Html(lang: "en").Open();
        Head(Title("Booking"));
        Body(Main(body, id: "content"));
    }

    [Fact]
    public async Task The_samples_map_and_render()
    {
        await using var site = await Site.StartAsync(
            app =>
            {
                app.MapLiveView("/booking", BookingPage.View).WithLayout(Layout).AllowAnonymous();
                app.MapLiveView("/booking/thanks", BookingPage.Thanks).WithLayout(Layout).AllowAnonymous();
                app.MapAction("/booking/save", BookingPage.Save).AllowAnonymous();
                app.MapAction("/booking/save-unless-full", SaveUnlessFull).AllowAnonymous();
            },
            services => services.AddSingleton<Bookings>());

        var page = await site.PageAsync("/booking");

        var form = (IHtmlFormElement)page.QuerySelector("#booking")!;
        Assert.Equal(("post", "/booking/save", "multipart/form-data"), (form.Method, form.GetAttribute("action"), form.Enctype));
        Assert.Contains("\"validate\":true", form.GetAttribute("data-lg-submit"), StringComparison.Ordinal);
        Assert.Equal(["__livegen", "__RequestVerificationToken"], form.QuerySelectorAll("[type=hidden]").Select(field => field.GetAttribute("name")));
        Assert.Equal("""<span id="Address.Street-error" aria-live="polite" data-livegen-error="Address.Street"></span>""".Length,
            form.QuerySelector("[data-livegen-error='Address.Street']")!.OuterHtml.Length);
    }
}

public sealed record Address([Required] string Street, string? Floor);

public sealed record Booking(
    [Required, Length(2, 80)] string Name, [Range(1, 12)] int Guests, DateOnly Day, Address Address, IReadOnlyList<string> Extras, bool Newsletter);

sealed class Bookings
{
    readonly List<Booking> _all = [];

    public bool IsFull(DateOnly day) => _all.Count(booking => booking.Day == day) > 10;

    public void Add(Booking booking) => _all.Add(booking);
}

static class BookingPage
{
    public static void View()
    {
        using var form = Form(id: "booking", onsubmit: Callback(Save, This, validate: true)).Open();
        FieldError("");
        Label("Name", @for: "name");
        Input(id: "name", name: "Name", autocomplete: "name");
        FieldError("Name");
        Label("Guests", @for: "guests");
        Input(id: "guests", name: "Guests", type: "number", value: 2);
        FieldError("Guests");
        Label("Day", @for: "day");
        Input(id: "day", name: "Day", type: "date");
        FieldError("Day");
        Label("Street", @for: "street");
        Input(id: "street", name: "Address.Street");
        FieldError("Address.Street");
        Label(Input(type: "checkbox", name: "Extras", value: "breakfast"), " Breakfast");
        Label(Input(type: "checkbox", name: "Extras", value: "parking"), " Parking");
        Label(Input(type: "checkbox", name: "Newsletter"), " Tell me about offers");
        Button("Book", type: "submit");
    }

    public static void Save(Booking booking, Bookings bookings)
    {
        bookings.Add(booking);
        Redirect(Url(Thanks));
    }

    public static void Thanks() => P("Booked.");
}
