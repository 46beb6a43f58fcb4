using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace LiveGen.LiveViews;

/// <summary>
/// Finds the places for the runtime in a page that is written. Only there is its order known: elements move while others are
/// put around them, and <c>Raw</c> may bring any part of the structure.
/// </summary>
/// <remarks>
/// Scripts, style sheets and comments may hold what looks like tags, so nothing is searched across them: whole tokens are
/// passed, from the front those of a head and from the back those that may follow a body. An unknown token ends both ways,
/// and the place is right there too: the parser itself begins and ends head and body where their tags are missing.
/// </remarks>
static partial class PageStructure
{
    static readonly byte[][] s_heads = [[.. "html"u8], [.. "head"u8], [.. "meta"u8], [.. "link"u8], [.. "base"u8]];
    static readonly byte[][] s_texts = [[.. "title"u8], [.. "style"u8], [.. "script"u8]];
    static readonly byte[][] s_others = [[.. "noscript"u8], [.. "template"u8]];

    static readonly SearchValues<byte> s_afterName = SearchValues.Create(" \t\n\r\f/>"u8);

    static ReadOnlySpan<byte> WhiteSpace => " \t\n\r\f"u8;

    /// <summary>
    /// Where the runtime's script goes: the end of the head, or ahead of its first module, because modules run in their order and
    /// the page's own use the runtime.
    /// </summary>
    public static int ScriptPlace(ReadOnlySpan<byte> html) => SkipHead(html, 0, toModule: true);

    /// <summary>What stands in the body; with its tags left out, everything behind what can stand in a head.</summary>
    public static (int Start, int End) BodyContent(ReadOnlySpan<byte> html)
    {
        var start = SkipHead(html, 0, toModule: false);
        if (IsTag(html[start..], "</head"u8))
            start = SkipHead(html, start + TagLength(html[start..]), toModule: false);
        if (IsTag(html[start..], "<body"u8))
            start += TagLength(html[start..]);
        return (start, Math.Max(start, BatchPlace(html)));
    }

    static int SkipHead(ReadOnlySpan<byte> html, int at, bool toModule)
    {
        while (true)
        {
            at = html.Length - html[at..].TrimStart(WhiteSpace).Length;
            var length = HeadTokenLength(html[at..], toModule);
            if (length == 0)
                return at;
            at += length;
        }
    }

    static bool IsTag(ReadOnlySpan<byte> html, ReadOnlySpan<byte> tag) =>
        html.Length > tag.Length && Ascii.EqualsIgnoreCase(html[..tag.Length], tag) && s_afterName.Contains(html[tag.Length]);

    /// <summary>Where the first batch goes: the end of the body.</summary>
    public static int BatchPlace(ReadOnlySpan<byte> html)
    {
        var end = html.Length;
        while (true)
        {
            var rest = html[..end].TrimEnd(WhiteSpace);
            if (LastTag(rest, "</body"u8) is >= 0 and var body)
                return body;
            var start = rest.EndsWith("-->"u8) ? LastComment(rest) : LastTag(rest, "</html"u8);
            if (start < 0)
                return end;
            end = start;
        }
    }

    /// <summary>The length of what stands at the start if it can stand in a head and, asked for, is no module; else 0.</summary>
    static int HeadTokenLength(ReadOnlySpan<byte> html, bool toModule)
    {
        if (html.StartsWith("<!--"u8))
            return html[2..].IndexOf("-->"u8) is >= 0 and var end ? end + "<!-->"u8.Length : 0; // this one is a whole comment too
        if (html.StartsWith("<!"u8))
            return html.IndexOf((byte)'>') + 1;
        if (!html.StartsWith("<"u8) || html[1..].IndexOfAny(s_afterName) is not (> 0 and var nameLength))
            return 0;
        var name = html.Slice(1, nameLength);
        if (IsOneOf(s_heads, name))
            return TagLength(html);
        if (!IsOneOf(s_texts, name) && (toModule || !IsOneOf(s_others, name)) || TagLength(html) is not (> 0 and var tag)
            || toModule && ModuleType().IsMatch(Encoding.Latin1.GetString(html[..tag])))
            return 0;
        var text = TextLength(html[tag..], name);
        return text < 0 ? 0 : tag + text;
    }

    static bool IsOneOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        foreach (var one in names)
        {
            if (Ascii.EqualsIgnoreCase(one, name))
                return true;
        }
        return false;
    }

    /// <summary>The length of the tag at the start; a ">" between quotes does not end it. 0 when nothing does.</summary>
    static int TagLength(ReadOnlySpan<byte> html)
    {
        for (var at = 0; html[at..].IndexOfAny("\"'>"u8) is >= 0 and var found;)
        {
            at += found + 1;
            var quote = html[at - 1];
            if (quote == '>')
                return at;
            if (html[at..].IndexOf(quote) is not (>= 0 and var close))
                return 0;
            at += close + 1;
        }
        return 0;
    }

    /// <summary>The length of an element's text with the closing tag; -1 when only a browser knows where it ends.</summary>
    static int TextLength(ReadOnlySpan<byte> html, ReadOnlySpan<byte> name)
    {
        for (var at = 0; html[at..].IndexOf("</"u8) is >= 0 and var found; at += found + 2)
        {
            var closing = html[(at + found + 2)..];
            if (closing.Length <= name.Length || !Ascii.EqualsIgnoreCase(closing[..name.Length], name)
                || !s_afterName.Contains(closing[name.Length]))
                continue;
            // Behind "<!--" a script may contain "</script>". Raw alone can write that.
            var isPlain = html[..(at + found)].IndexOf("<!--"u8) < 0;
            return isPlain && closing.IndexOf((byte)'>') is >= 0 and var end ? at + found + 2 + end + 1 : -1;
        }
        return -1;
    }

    /// <summary>Where a closing tag starts that ends the HTML; -1 when another token does.</summary>
    static int LastTag(ReadOnlySpan<byte> html, ReadOnlySpan<byte> tag)
    {
        var start = html.LastIndexOf((byte)'<');
        return start >= 0 && html.EndsWith(">"u8) && Ascii.EqualsIgnoreCase(html[start..^1].TrimEnd(WhiteSpace), tag) ? start : -1;
    }

    /// <summary>Where the comment starts that ends the HTML; -1 when it could start in two places.</summary>
    static int LastComment(ReadOnlySpan<byte> html)
    {
        var before = html[..^1].LastIndexOf("-->"u8) is >= 0 and var end ? end + "-->"u8.Length : 0;
        var start = html[before..].IndexOf("<!--"u8);
        return start >= 0 && start == html[before..].LastIndexOf("<!--"u8) ? before + start : -1;
    }

    [GeneratedRegex("""[\s"'/]type\s*=\s*["']?\s*module["'\s/>]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ModuleType();
}
