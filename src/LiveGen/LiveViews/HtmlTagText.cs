using System.Net;
using System.Text;

namespace LiveGen.LiveViews;

/// <summary>A tag in a page's HTML, which may be given other attributes.</summary>
sealed class HtmlTagText
{
    readonly List<(string Name, string Value)> _attributes = [];

    public required int Start { get; init; }

    /// <summary>Behind its "&gt;".</summary>
    public int End { get; private set; }

    /// <summary>In lower case; of a closing tag with the slash.</summary>
    public required string Name { get; init; }

    public string? this[string attribute] =>
        _attributes.FindIndex(a => a.Name == attribute) is >= 0 and var index ? _attributes[index].Value : null;

    public bool Has(string attribute) => this[attribute] is not null;

    /// <summary>Sets an attribute; null takes it away.</summary>
    public void Set(string attribute, string? value)
    {
        _attributes.RemoveAll(a => a.Name == attribute);
        if (value is not null)
            _attributes.Add((attribute, value));
    }

    public string ToHtml()
    {
        var html = new StringBuilder("<").Append(Name);
        foreach (var (name, value) in _attributes)
        {
            html.Append(' ').Append(name);
            if (value.Length > 0)
                html.Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        }
        return html.Append('>').ToString();
    }

    /// <summary>The tags of a page in their order; what stands in comments, scripts, styles and text fields is none.</summary>
    public static List<HtmlTagText> In(string html)
    {
        var tags = new List<HtmlTagText>();
        for (var at = 0; html.IndexOf('<', at) is >= 0 and var start;)
        {
            at = start + 1;
            if (html.AsSpan(start).StartsWith("<!--"))
            {
                at = html.IndexOf("-->", start, StringComparison.Ordinal) is >= 0 and var end ? end : html.Length;
                continue;
            }
            if (at >= html.Length || !char.IsAsciiLetter(html[at]) && html[at] != '/')
                continue;
            var tag = Read(html, start);
            tags.Add(tag);
            at = tag.End;
            if (tag.Name is "script" or "style" or "textarea" or "title")
                at = html.IndexOf($"</{tag.Name}", at, StringComparison.OrdinalIgnoreCase) is >= 0 and var close ? close : html.Length;
        }
        return tags;
    }

    static HtmlTagText Read(string html, int start)
    {
        var at = start + 1;
        while (at < html.Length && html[at] is not '>' && !char.IsWhiteSpace(html[at]))
            at++;
        var tag = new HtmlTagText { Start = start, Name = html[(start + 1)..at].ToLowerInvariant() };
        while (at < html.Length && html[at] != '>')
        {
            if (char.IsWhiteSpace(html[at]) || html[at] == '/')
            {
                at++;
                continue;
            }
            var from = at;
            at = Until(html, at, static c => c is '=' or '>' or '/' || char.IsWhiteSpace(c));
            at = Math.Max(at, from + 1);
            var name = html[from..at].ToLowerInvariant();
            var value = "";
            if (at < html.Length && html[at] == '=')
            {
                at++;
                if (at < html.Length && html[at] is '"' or '\'')
                {
                    var close = html.IndexOf(html[at], at + 1) is >= 0 and var found ? found : html.Length - 1;
                    value = html[(at + 1)..close];
                    at = close + 1;
                }
                else
                {
                    from = at;
                    at = Until(html, at, static c => c == '>' || char.IsWhiteSpace(c));
                    value = html[from..at];
                }
            }
            tag._attributes.Add((name, WebUtility.HtmlDecode(value)));
        }
        tag.End = Math.Min(at + 1, html.Length);
        return tag;
    }

    static int Until(string html, int at, Func<char, bool> ends)
    {
        while (at < html.Length && !ends(html[at]))
            at++;
        return at;
    }
}
