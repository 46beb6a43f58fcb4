using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace LiveGen.BrowserTests.Stories.Booking;

/// <summary>What somebody fills in to see a doctor.</summary>
public sealed record Visit(
    [property: Required(ErrorMessage = "Say why you come.")][property: Length(3, 80, ErrorMessage = "Say it in 3 to 80 characters.")] string Reason,
    [property: Required(ErrorMessage = "We confirm by mail.")][property: EmailAddress(ErrorMessage = "This is no mail address.")] string Mail,
    [property: Range(1, 4, ErrorMessage = "1 to 4 people fit in.")] int People);

/// <summary>Free times, a form to book one, and one's own bookings. Only for people who have signed in.</summary>
static class BookingPages
{
    public static void Free(Timeslots slots)
    {
        StoryLayout.Heading("Free times");
        Menu();
        Label("Search", @for: "search");
        Input(id: "search", type: "search", oninput: Callback(Search, This, debounce: 50, concurrency: Concurrency.Latest));
        using (Div(id: "found").Open())
            Found(slots.Free(""));
    }

    public static void Search([MaxLength(40)] string query, Timeslots slots) => Found(slots.Free(query));

    public static IResult? Book(int slot, Timeslots slots)
    {
        if (slots.Find(slot) is not { } time)
            return Results.NotFound();
        StoryLayout.Heading($"Book {time}");
        Menu();
        using var form = Form(id: "visit", onsubmit: Callback(Confirm, slot, This)).Open();
        Label("Reason", @for: "reason");
        Input(id: "reason", name: "reason");
        Label("Mail", @for: "mail");
        Input(id: "mail", name: "mail", type: "email", autocomplete: "email");
        Label("People", @for: "people");
        Input(id: "people", name: "people", type: "number", value: 1);
        Button("Book", type: "submit", id: "book");
        return null;
    }

    public static void Confirm(int slot, Visit visit, Timeslots slots, ClaimsPrincipal user)
    {
        if (!slots.Book(slot, user.Identity!.Name!, visit))
            throw new InvalidCallbackException("reason", "Somebody was faster. Choose another time.");
        Redirect(Url(Mine));
    }

    public static void Mine(Timeslots slots, ClaimsPrincipal user)
    {
        StoryLayout.Heading("My bookings");
        Menu();
        Ul(Each(slots.Of(user.Identity!.Name!), slot => Li(
            $"{slot}: {slot.Visit!.Reason} ({slot.Visit.People}) ",
            Button("Cancel", id: $"cancel-{slot.Id}", ariaLabel: $"Cancel {slot}", onclick: Callback(Cancel, slot.Id, confirm: "Are you sure?")),
            id: $"slot-{slot.Id}")), id: "mine");
    }

    public static void Cancel(int slot, Timeslots slots, ClaimsPrincipal user)
    {
        slots.Cancel(slot, user.Identity!.Name!);
        Announce("Your booking is gone");
    }

    static void Menu() => Nav(A("Free times", href: Url(Free)), " ", A("My bookings", href: Url(Mine)));

    static void Found(IReadOnlyList<Timeslot> found)
    {
        P($"{found.Count} free", id: "count", role: "status");
        Ul(Each(found, slot => Li(slot.ToString(), " ", A("Book", id: $"book-{slot.Id}", href: Url(Book, new { slot = slot.Id }), ariaLabel: $"Book {slot}"))),
            id: "times");
    }
}
