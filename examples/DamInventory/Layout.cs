using System.Security.Claims;
using DamInventory.Accounts;
using DamInventory.Dams;
using DamInventory.Exchange;
using DamInventory.Hydrographs;

namespace DamInventory;

/// <summary>What every page has around its content.</summary>
static class Layout
{
    public static void Frame(Content body, ClaimsPrincipal user)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(
        [
            Meta(charset: "utf-8"),
            Meta(name: "viewport", content: "width=device-width, initial-scale=1"),
            Meta(name: "color-scheme", content: "light dark"),
            Title(PageTitle ?? "Dam Inventory"),
            Link(rel: "stylesheet", href: "/map/ol.css"),
            Link(rel: "stylesheet", href: "/inventory.css"),
            Link(rel: "icon", href: "/icon.svg"),
        ]);
        using var page = Body().Open();
        A("To the content", href: "#content", @class: "skip");
        if (user.Identity?.IsAuthenticated == true)
            Menu(user);
        else
            Header(Div(Logo(), Span("Dam Inventory"), @class: "brand"), @class: "bar");
        Main(body, id: "content", tabindex: -1);
    }

    static void Menu(ClaimsPrincipal user)
    {
        using var header = Header(@class: "bar").Open();
        A(Logo(), Span("Dam Inventory"), href: Url(HomePage.Show), @class: "brand");
        using (Nav(ariaLabel: "Pages").Open())
        {
            A("Map", href: Url(HomePage.Show));
            A("Dams", href: Url(DamsPage.Show));
            if (user.CanAddDams())
            {
                A("Add dam", href: Url(AddDamPage.Show));
                A("Assign hydrograph", href: Url(AssignPage.Show));
                A("Import", href: Url(ImportPage.Show));
            }
        }
        Form([
            Span(user.Identity!.Name, @class: "who"),
            Button("Sign out", type: "submit"),
        ], id: "sign-out", @class: "account", onsubmit: Callback(SignInPage.SignOut));
    }

    static Element Logo() => Img(src: "/icon.svg", alt: "", width: 28, height: 28);
}
