using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Finds out where somebody signs in, for an action that nobody may call unknown.</summary>
static class SignIn
{
    /// <summary>
    /// Challenges as ASP.NET Core would, for the page instead of the action, and takes the redirect out of the response: a page's
    /// script cannot follow it, and after signing in people want their page back.
    /// </summary>
    public static async Task<string> UrlAsync(HttpContext http, IReadOnlyList<string> schemes)
    {
        var page = await ChallengeAsync(http, schemes);
        var url = http.Response.Headers.Location.ToString();
        http.Response.Headers.Remove("Location");
        // A scheme without a page of its own, such as a bearer token's: the page asks again when it is loaded.
        return url.Length == 0 ? page : PageAddress.Local(http.Request, url);
    }

    /// <summary>Challenges for the page that calls, and gives its address back.</summary>
    public static async Task<string> ChallengeAsync(HttpContext http, IReadOnlyList<string> schemes)
    {
        var page = PageAddress.Of(http.Request) ?? http.Request.PathBase.Add("/").ToUriComponent();
        // Each scheme changes the properties.
        if (schemes.Count == 0)
            await http.ChallengeAsync(new AuthenticationProperties { RedirectUri = page });
        foreach (var scheme in schemes)
            await http.ChallengeAsync(scheme, new AuthenticationProperties { RedirectUri = page });
        return page;
    }
}
