using LiveGen;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>A strict content security policy for pages of LiveGen.</summary>
public static class ContentSecurityPolicyExtensions
{
    const string Nonce = "{nonce}", Socket = "{socket}"; // what each response has of its own

    // Safari before 15.4 does not count wss: as 'self', so the socket's origin is named.
    const string Strict =
        $"default-src 'self'; script-src 'nonce-{Nonce}' 'strict-dynamic'; style-src 'self'; connect-src 'self' {Socket}; " +
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; " +
        "trusted-types livegen";

    /// <summary>
    /// Sends a policy with a nonce under which LiveGen's pages work in full and injected script does not: scripts need the nonce
    /// (<c>Script(src: "…", nonce: CspNonce)</c>), styles come from files, and Trusted Types guard the DOM.
    /// </summary>
    /// <param name="app">The application; call this before pages are mapped.</param>
    /// <param name="more">
    /// More directives, such as <c>"img-src 'self' data:; connect-src https://api.example"</c>. One that the policy has is
    /// extended by these sources; <c>'none'</c> replaces its sources, and is replaced by others.
    /// </param>
    /// <exception cref="ArgumentException">This is not a list of directives.</exception>
    public static IApplicationBuilder UseLiveGenContentSecurityPolicy(this IApplicationBuilder app, string? more = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var policy = new SecurityPolicy(Strict).With(more ?? "", nameof(more)).ToString();
        return app.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = policy
                .Replace(Socket, $"{(http.Request.IsHttps ? "wss" : "ws")}://{http.Request.Host}", StringComparison.Ordinal)
                .Replace(Nonce, ScriptNonce.Create(http), StringComparison.Ordinal);
            return next(http);
        });
    }
}
