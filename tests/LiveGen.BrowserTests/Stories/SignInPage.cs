using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace LiveGen.BrowserTests.Stories;

/// <summary>Signs anybody in under the name that they give.</summary>
static class SignInPage
{
    public static void Show(string? returnUrl)
    {
        StoryLayout.Heading("Sign in");
        using var form = Form(method: "get", action: "/sign-in-as").Open();
        Input(type: "hidden", name: "returnUrl", value: returnUrl);
        Label("Name", @for: "name");
        Input(id: "name", name: "name", required: true);
        Button("Sign in", type: "submit");
    }

    public static async Task<IResult> SignInAs(string name, string? returnUrl, HttpContext http)
    {
        await http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, name)], CookieAuthenticationDefaults.AuthenticationScheme)));
        return Results.LocalRedirect(returnUrl ?? "/");
    }
}
