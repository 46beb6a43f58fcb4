using System.Buffers;
using System.Collections.Frozen;

namespace LiveGen.Templates;

/// <summary>What may stand in attributes: names, URL schemes, styles.</summary>
static class AttributeRules
{
    static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-");

    static readonly FrozenSet<string> s_urls = FrozenSet.ToFrozenSet(
        ["href", "src", "action", "formaction", "poster", "cite", "data", "xlink:href", "background", "longdesc", "manifest", "codebase"],
        StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> s_urlLists = FrozenSet.ToFrozenSet(
        ["srcset", "imagesrcset", "ping", "archive"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> s_schemes = FrozenSet.ToFrozenSet(
        ["http", "https", "mailto", "tel", "sms", "blob", "ws", "wss"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_schemesBySpan =
        s_schemes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a message says about the schemes that are allowed.</summary>
    public const string AllowedSchemes = "http, https, mailto, tel, sms, ws, wss, blob, data:image/…, or a relative URL";

    /// <summary>Whether a text can be an attribute's name.</summary>
    public static bool IsName(ReadOnlySpan<char> name) =>
        !name.IsEmpty && (char.IsAsciiLetter(name[0]) || name[0] is '_' or ':') && !name.ContainsAnyExcept(s_nameCharacters);

    /// <summary>Whether the attribute is an inline event handler, <c>on…</c>.</summary>
    public static bool IsHandler(ReadOnlySpan<char> name) => name.StartsWith("on", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the attribute takes one URL.</summary>
    public static bool IsUrl(string name) => s_urls.Contains(name);

    /// <summary>Whether the attribute takes several URLs.</summary>
    public static bool IsUrlList(string name) => s_urlLists.Contains(name);

    /// <summary>
    /// Whether the URL's scheme is one that runs no script. Where it leads it does not say: <c>//elsewhere.example</c> is safe to
    /// stand in a link, but see <see cref="IsLocalUrl"/>.
    /// </summary>
    public static bool IsSafeUrl(ReadOnlySpan<char> url) =>
        url is ['/' or '#' or '?', ..] || HasSafeScheme(url); // most are relative to this host or page

    static bool HasSafeScheme(ReadOnlySpan<char> url)
    {
        var colon = url.IndexOf(':');
        if (colon < 0 || url[..colon].IndexOfAny('/', '?', '#') >= 0)
            return true; // relative: what stands before the first of these is not a scheme
        // Browsers drop these inside a scheme, so "java\tscript:" is one.
        Span<char> scheme = stackalloc char[16];
        var length = 0;
        foreach (var c in url[..colon])
        {
            if (c <= ' ')
                continue;
            if (length == scheme.Length)
                return false;
            scheme[length++] = c;
        }
        return s_schemesBySpan.Contains(scheme[..length])
            || (scheme[..length].Equals("data", StringComparison.OrdinalIgnoreCase)
                && url[(colon + 1)..].StartsWith("image/", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a browser that follows the URL stays in the origin of its page.</summary>
    public static bool IsLocalUrl(ReadOnlySpan<char> url)
    {
        // Browsers drop control characters and leading spaces, and read "\" as "/": "/\t\evil.example" is "//evil.example".
        if (HasDroppedCharacters(url) || url is ['/' or '\\', '/' or '\\', ..])
            return false;
        var colon = url.IndexOf(':');
        return colon < 0 || url[..colon].IndexOfAny("/\\?#") >= 0; // else what stands before it is a scheme
    }

    /// <summary>Whether this is a URL of <c>http</c> or <c>https</c> that a browser and .NET read alike.</summary>
    public static bool IsWholeUrl(string url) =>
        !HasDroppedCharacters(url) && !url.Contains('\\')
        && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0;

    static bool HasDroppedCharacters(ReadOnlySpan<char> url) =>
        url is [' ', ..] || url.IndexOfAnyInRange('\0', '\x1F') >= 0 || url.Contains('\x7F');

    /// <summary>Whether every URL of a list such as <c>srcset</c> is safe.</summary>
    public static bool AreSafeUrls(ReadOnlySpan<char> urls)
    {
        foreach (var range in urls.SplitAny(' ', ',', '\t', '\n', '\r', '\f'))
        {
            if (!IsSafeUrl(urls[range]))
                return false;
        }
        return true;
    }

    /// <summary>Whether a text can be the name of a CSS property.</summary>
    public static bool IsProperty(ReadOnlySpan<char> name) =>
        !name.IsEmpty && (char.IsAsciiLetter(name[0]) || name[0] == '-') && IsName(name.TrimStart('-'))
        && name.IndexOfAny(':', '.') < 0;

    /// <summary>Whether an old browser runs what the property's value names.</summary>
    public static bool IsCodeProperty(ReadOnlySpan<char> name) =>
        name.Equals("behavior", StringComparison.OrdinalIgnoreCase) || name.Equals("-moz-binding", StringComparison.OrdinalIgnoreCase);

    static bool LoadsCode(ReadOnlySpan<char> css)
    {
        foreach (var range in css.SplitAny(';', '{', '}'))
        {
            var declaration = css[range];
            if (declaration.IndexOf(':') is > 0 and var colon && IsCodeProperty(declaration[..colon].Trim()))
                return true;
        }
        return false;
    }

    /// <summary>Whether CSS neither leaves its place nor runs or loads code.</summary>
    public static bool IsSafeStyle(ReadOnlySpan<char> css, bool singleValue)
    {
        if (singleValue && css.IndexOfAny(';', '{', '}') >= 0)
            return false;
        if (css.IndexOfAny("<>\\@\0") >= 0 || css.IndexOf("/*", StringComparison.Ordinal) >= 0)
            return false;
        if (css.IndexOf("expression(", StringComparison.OrdinalIgnoreCase) >= 0
            || css.IndexOf("javascript:", StringComparison.OrdinalIgnoreCase) >= 0
            || (!singleValue && LoadsCode(css)))
            return false;
        for (var url = css.IndexOf("url(", StringComparison.OrdinalIgnoreCase); url >= 0;
             url = css.IndexOf("url(", StringComparison.OrdinalIgnoreCase))
        {
            css = css[(url + 4)..];
            var end = css.IndexOf(')');
            if (end < 0 || !IsSafeUrl(css[..end].Trim().Trim('"').Trim('\'')))
                return false;
        }
        return true;
    }
}
