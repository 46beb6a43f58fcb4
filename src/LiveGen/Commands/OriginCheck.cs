using LiveGen.Wire;
using Microsoft.AspNetCore.Http;

namespace LiveGen.Commands;

/// <summary>
/// Decides whether a page of this origin may open a socket or call an action here: browsers send cookies with a handshake and
/// with a form from anywhere, and no CORS rule applies to them.
/// </summary>
sealed class OriginCheck(LiveGenOptions options)
{
    readonly HashSet<string> _allowed = [.. options.AllowedOrigins.Select(Configured)];

    /// <summary>Why the handshake is refused; null when it may go on.</summary>
    public string? HandshakeRefusal(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0)
            return request.Headers.Cookie.Count == 0 ? null : "it carries cookies but no Origin.";
        if (origins.Count > 1 || Normalise(origins[0]) is not { } origin)
            return "that is not one http or https origin.";
        return origin == Self(request) || _allowed.Contains(origin) ? null : "it is another origin.";
    }

    /// <summary>Why a call of an action is refused; null when it may go on.</summary>
    /// <param name="request">The call.</param>
    /// <param name="hasAntiforgery">Whether the call carries proof of its page: then a browser that tells no origin may call.</param>
    public string? CallRefusal(HttpRequest request, bool hasAntiforgery = false)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
            return site == "same-origin" ? null : "it comes from another site or from no page.";
        var origins = request.Headers.Origin; // an old browser
        if (hasAntiforgery && origins.Count == 0)
            return null;
        if (origins.Count != 1 || Normalise(origins[0]) is not { } origin)
            return "it says neither Sec-Fetch-Site nor one Origin.";
        return origin == Self(request) || _allowed.Contains(origin) ? null : "it is another origin.";
    }

    /// <summary>The origin that the request itself asked for.</summary>
    public static string? Self(HttpRequest request) => Normalise($"{request.Scheme}://{request.Host}");

    // scheme://host:port in lower case, or null when the text is anything else.
    static string? Normalise(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}"
            : null;

    static string Configured(string origin) => Normalise(origin) ?? throw new InvalidOperationException(
        $"LiveGenOptions.AllowedOrigins contains \"{origin}\", but an origin is a scheme and a host, with a port when it is " +
        "not the scheme's own: https://app.example or http://localhost:5000. Wildcards are not supported: name each one.");
}
