using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>The address of the page that calls, as its runtime says it. A page may claim any, so it leads nowhere by itself.</summary>
static class PageAddress
{
    /// <summary>The header that holds path and query.</summary>
    public const string Header = "LiveGen-Page";

    /// <summary>Path and query; null when the request does not say it or says what is no path of this origin.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers[Header] is [{ } page] && page.StartsWith('/') && AttributeRules.IsLocalUrl(page) ? page : null;

    /// <summary>Takes the address from the request's referer: of a form whose fields are not read yet.</summary>
    public static void FromReferer(HttpRequest request)
    {
        if (Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var referer))
            request.Headers[Header] = Local(request, referer.ToString());
    }

    /// <summary>The same as path, below the application's base path, and query.</summary>
    public static (PathString Path, QueryString Query)? PartsOf(HttpRequest request)
    {
        if (Of(request) is not { } page)
            return null;
        var query = page.IndexOf('?', StringComparison.Ordinal);
        var path = PathString.FromUriComponent(query < 0 ? page : page[..query]);
        if (!path.StartsWithSegments(request.PathBase, out var rest))
            return null;
        return (rest, query < 0 ? QueryString.Empty : new QueryString(page[query..]));
    }

    /// <summary>A URL as this origin's path where it is one: a redirect of ASP.NET Core's may name the whole.</summary>
    public static string Local(HttpRequest request, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !AttributeRules.IsWholeUrl(url))
            return url;
        return $"{uri.Scheme}://{uri.Authority}" == new Uri($"{request.Scheme}://{request.Host}").GetLeftPart(UriPartial.Authority)
            ? uri.PathAndQuery + uri.Fragment
            : url;
    }
}
