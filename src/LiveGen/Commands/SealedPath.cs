using Microsoft.AspNetCore.Http;

namespace LiveGen.Commands;

/// <summary>
/// A path and query as a seal covers them, alike when a URL is written and when it is called: decoded as ASP.NET Core decodes
/// a request's path (all but <c>%2F</c>), without the base path, which a proxy may add or take away; the query as it stands.
/// </summary>
static class SealedPath
{
    /// <summary>Of a request.</summary>
    public static string Of(HttpRequest request) => string.Concat(request.Path.Value, request.QueryString.Value);

    /// <summary>Of a URL that the link generator made for a request with this base path.</summary>
    public static string Of(string url, PathString pathBase)
    {
        var prefix = pathBase.HasValue ? pathBase.ToUriComponent() : "";
        var start = prefix.Length > 0 && url.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : 0;
        var query = url.IndexOf('?', start);
        var end = query < 0 ? url.Length : query;
        if (!url.AsSpan(start, end - start).Contains('%'))
            return start == 0 ? url : url[start..];
        return string.Concat(PathString.FromUriComponent(url[start..end]).Value, url.AsSpan(end));
    }
}
