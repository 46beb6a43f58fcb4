using System.Text;
using LiveGen.Wire;

namespace LiveGen.Templates;

// A page inside its layouts: what the page has written becomes the body of a method that writes around it.
sealed partial class RenderContext
{
    PooledBuffer _body = new();

    // Which layout a body belongs to, of all that ever were: one that was kept from elsewhere must not be written.
    long _bodyNumber;

    /// <summary>How many layouts stand around the one that is written now; null in the page itself.</summary>
    public int? Layout { get; private set; }

    /// <summary>What the page has last called its title.</summary>
    public string? Title { get; set; }

    // Stands in the body's place until the layout has ended, so that the body is copied once, however deep the layout puts
    // it, and where it came to stand is known. No text can forge it: a NUL that somebody hands in is written as U+FFFD.
    static ReadOnlySpan<byte> BodyMark => "\0body\0"u8;

    /// <summary>Sets aside what was written so far; the result stands for it in the layout that is written now.</summary>
    public Content BeginLayout(int number)
    {
        Complete();
        Layout = number;
        (Html, _body) = (_body, Html);
        KeepIds();
        _lastTag = NoTag;
        BeginEpoch(0);
        _bodyNumber = _epoch;
        return Content.PageBody(_bodyNumber);
    }

    /// <summary>Writes the mark of the body.</summary>
    public void WriteBody(long number)
    {
        if (number != _bodyNumber)
            throw new TemplateException(
                "A layout's body is used outside of its layout: in another render such as Live.RenderHtml, or after the layout " +
                "has ended. Use it in the layout itself, Main(body, id: \"content\"), or hand it on to a method that it calls.");
        Html.Write(BodyMark);
    }

    /// <summary>Puts the body into what the layout has written.</summary>
    /// <param name="layout">The layout's name, for errors.</param>
    /// <param name="target">The id of the element whose whole content the body must be.</param>
    public void EndLayout(string layout, string target)
    {
        Complete();
        var place = Html.WrittenSpan.IndexOf(BodyMark);
        if (place < 0)
            throw new TemplateException(
                $"The layout {layout} does not use its body, so the page would be lost. Put it into the element with the id " +
                $"\"{target}\": Main(body, id: \"{target}\"). (A verb such as Append would take it out of the page again.)");
        if (Html[(place + BodyMark.Length)..].IndexOf(BodyMark) >= 0)
            throw new TemplateException($"The layout {layout} uses its body twice. A page stands in its layout once: write {layout}'s body in one place.");
        if (IsDevelopment)
        {
            RequireTarget(layout, target, place);
            RequireTitle(layout);
        }
        Html.Splice(place, BodyMark.Length, _body.WrittenSpan);
        _body.Clear();
        _bodyNumber = 0;
        Layout = null;
    }

    // A page that is loaded into the layout makes itself the target's whole content, so nothing else may stand in it.
    void RequireTarget(string layout, string target, int place)
    {
        var before = Html[..place].TrimEnd(" \n\r\t"u8);
        var tag = Encoding.UTF8.GetString(before[Math.Max(before.LastIndexOf((byte)'<'), 0)..]);
        using var id = new PooledBuffer();
        HtmlText.WriteAttribute(id, " id=\""u8, target);
        var isContent = tag.EndsWith('>') && tag.Contains(Encoding.UTF8.GetString(id.WrittenSpan), StringComparison.Ordinal)
            && Html[(place + BodyMark.Length)..].TrimStart(" \n\r\t"u8).StartsWith("</"u8);
        if (!isContent)
            throw new TemplateException(
                $"The layout {layout} does not put its body, alone, into the element with the id \"{target}\"; it stands behind " +
                $"{(tag.Length > 0 ? tag : "nothing")}. Links load pages into that element and make each its whole content: write " +
                $"Main(body, id: \"{target}\"), or name the element, .WithLayout({layout}, target: \"…\").");
    }

    // Pages that are loaded into the layout give their title without it, so it must be the same text.
    void RequireTitle(string layout)
    {
        var html = Html.WrittenSpan;
        var start = html.IndexOf("<title>"u8) + "<title>"u8.Length;
        if (Title is null || start < "<title>"u8.Length)
            return;
        var shown = System.Net.WebUtility.HtmlDecode(Encoding.UTF8.GetString(html[start..(start + html[start..].IndexOf("</title"u8))]));
        if (shown != Title)
            throw new TemplateException(
                $"The layout {layout} writes the title \"{shown}\", but its page called SetTitle(\"{Title}\"), which is what links " +
                "to it show. Write Title(PageTitle) in the layout, and the name of the site, if you wish, in SetTitle.");
    }

    void ClearLayouts()
    {
        _body.Clear();
        _bodyNumber = 0;
        Title = null;
        Layout = null;
    }
}
