using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>A strict content security policy for pages of LiveGen.</summary>
public static class ContentSecurityPolicyExtensions
{
    /// <summary>
    /// Sends a policy with a nonce under which LiveGen's pages work in full and injected script does not: scripts need the nonce
    /// (<c>Script(src: "…", nonce: CspNonce)</c>), styles come from files, and Trusted Types guard the DOM.
    /// </summary>
    /// <param name="app">The application; call this before pages are mapped.</param>
    /// <param name="more">More directives to add, such as <c>"img-src 'self' data:"</c>.</param>
    public static IApplicationBuilder UseLiveGenContentSecurityPolicy(this IApplicationBuilder app, string? more = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy(ScriptNonce.Create(http), http.Request, more);
            return next(http);
        });
    }

    // Safari before 15.4 does not count wss: as 'self', so the socket's origin is named.
    static string Policy(string nonce, HttpRequest request, string? more) =>
        $"default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; " +
        $"connect-src 'self' {(request.IsHttps ? "wss" : "ws")}://{request.Host}; object-src 'none'; base-uri 'none'; " +
        "frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types livegen" +
        (more is null ? "" : $"; {more}");
}
