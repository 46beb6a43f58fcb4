using System.Security.Claims;
using LiveGen.Consumers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveGen;

/// <summary>Stands around the events of every cookie scheme, so that who signs out loses their sockets too.</summary>
sealed class SignOutSetup(IServiceProvider services) : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        options.Events = new SignOutEvents(services.GetRequiredService<SocketSessions>(), options.Events, options.EventsType);
        options.EventsType = null;
    }
}

/// <summary>The application's own events, with ours around two of them.</summary>
/// <param name="sockets">What closes them.</param>
/// <param name="events">The application's events.</param>
/// <param name="type">Or the service that they are.</param>
sealed class SignOutEvents(SocketSessions sockets, CookieAuthenticationEvents events, Type? type) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Kept for SigningOut, which is told of no user, and which this event may lead to (a security stamp that has changed).
        context.HttpContext.Items[KeyOf(context.Scheme)] = context.Principal;
        if (sockets.IsSignedOut(CookieOf(context.HttpContext, context.Options)))
            context.RejectPrincipal();
        else
            await Own(context.HttpContext).ValidatePrincipal(context);
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        var http = context.HttpContext;
        if (!http.Items.ContainsKey(KeyOf(context.Scheme)))
            await http.AuthenticateAsync(context.Scheme.Name);
        await sockets.SignOutAsync(http.Items[KeyOf(context.Scheme)] as ClaimsPrincipal, CookieOf(http, context.Options));
        await Own(http).SigningOut(context);
    }

    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context) =>
        Own(context.HttpContext).CheckSlidingExpiration(context);

    public override Task SigningIn(CookieSigningInContext context) => Own(context.HttpContext).SigningIn(context);

    public override Task SignedIn(CookieSignedInContext context) => Own(context.HttpContext).SignedIn(context);

    public override Task RedirectToLogout(RedirectContext<CookieAuthenticationOptions> context) =>
        Own(context.HttpContext).RedirectToLogout(context);

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        Own(context.HttpContext).RedirectToLogin(context);

    public override Task RedirectToReturnUrl(RedirectContext<CookieAuthenticationOptions> context) =>
        Own(context.HttpContext).RedirectToReturnUrl(context);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        Own(context.HttpContext).RedirectToAccessDenied(context);

    CookieAuthenticationEvents Own(HttpContext http) =>
        type is null ? events : (CookieAuthenticationEvents)http.RequestServices.GetRequiredService(type);

    static string? CookieOf(HttpContext http, CookieAuthenticationOptions options) =>
        options.CookieManager.GetRequestCookie(http, options.Cookie.Name!);

    static (Type, string) KeyOf(AuthenticationScheme scheme) => (typeof(SignOutEvents), scheme.Name);
}
