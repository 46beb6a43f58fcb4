using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using DamInventory.Dams;
using Microsoft.AspNetCore.Authentication;

namespace DamInventory.Accounts;

public sealed record Credentials(
    [Required(ErrorMessage = "Name is required.")] string Name,
    [Required(ErrorMessage = "Password is required.")] string Password);

/// <summary>Where people come in and leave. It works without JavaScript too.</summary>
static class SignInPage
{
    public static void Show(string? returnUrl, IHostEnvironment environment)
    {
        SetTitle("Sign in – Dam Inventory");
        using var card = Section(@class: "card narrow").Open();
        H1("Sign in");
        using (Form(id: "sign-in", @class: "form", onsubmit: Callback(SignIn, returnUrl ?? "/", This)).Open())
        {
            FieldError("", @class: "error");
            Label("Name", @for: "name");
            Input(id: "name", name: "Name", autocomplete: "username", autofocus: true, required: true);
            FieldError("Name", @class: "error");
            Label("Password", @for: "password");
            Input(id: "password", name: "Password", type: "password", autocomplete: "current-password", required: true);
            FieldError("Password", @class: "error");
            Button("Sign in", type: "submit", @class: "primary");
        }
        if (environment.IsDevelopment())
            P(["Try it as ", Code("admin"), ", who may add dams, or as ", Code("viewer"), ". The passwords are the names."], @class: "hint");
    }

    public static async Task SignIn(string returnUrl, Credentials credentials, AccountStore accounts, HttpContext http, CancellationToken ct)
    {
        if (await accounts.SignInAsync(credentials.Name, credentials.Password, ct) is not { } user)
            throw new InvalidCallbackException("", "Name or password is wrong.");
        await http.SignInAsync(user);
        Redirect(IsOurs(returnUrl) ? returnUrl : Url(HomePage.Show));
    }

    // Where to go stands in an address that anybody may have written.
    static bool IsOurs(string url) => url is "/" or ['/', not ('/' or '\\'), ..];

    /// <summary>Where somebody lands who has signed in and still may not.</summary>
    public static void Denied(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status403Forbidden;
        SetTitle("Not allowed – Dam Inventory");
        using var card = Section(@class: "card narrow").Open();
        H1("Not allowed");
        P("You may look at the inventory, but not change it. Ask for the permission \"add_dams\", or sign in as somebody who has it.");
        P(A("To the map", href: Url(HomePage.Show), @class: "button"));
    }

    public static async Task SignOut(HttpContext http)
    {
        await http.SignOutAsync();
        http.User = new ClaimsPrincipal();
        Redirect(Url(Show));
    }
}
