using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace LiveGen.Benchmarks.Rendering;

/// <summary>A reused <see cref="StringBuilder"/> and <see cref="HtmlEncoder"/>, encoded to UTF-8 at the end.</summary>
sealed class Strings(ArrayBufferWriter<byte> output)
{
    readonly StringBuilder _html = new();

    public void Table()
    {
        _html.Append("<table>");
        foreach (var r in TableData.Rows)
        {
            _html.Append("<tr>");
            Cell(r.Id).Cell(r.Name).Cell(r.Stock).Cell(r.Unit).Cell(r.Price);
            Cell(r.Colour).Cell(r.Weight).Cell(r.Place).Cell(r.Sold).Cell(r.State);
            _html.Append("</tr>");
        }
        _html.Append("</table>");
        Finish();
    }

    public void Page()
    {
        _html.Append("""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Dams</title>""")
            .Append("""<link rel="stylesheet" href="/site.css"></head><body><nav class="top">""");
        foreach (var link in PageData.Links)
        {
            Encoded("<a class=\"link\" href=\"", link.Url);
            Encoded("\">", link.Name);
            _html.Append("</a>");
        }
        _html.Append("""</nav><main><h1>All dams</h1><ul id="items" class="list">""");
        foreach (var item in PageData.Items)
        {
            Encoded("<li id=\"", item.Key);
            Encoded("\" class=\"", item.Class);
            Encoded("\"><a class=\"name\" href=\"", item.Url);
            Encoded("\">", item.Name);
            Encoded("</a><span class=\"text\">", item.Text);
            _html.Append("</span><span class=\"number\">").Append(CultureInfo.InvariantCulture, $"{item.Number}").Append("</span></li>");
        }
        _html.Append("""</ul><form class="search" action="/search" method="get"><label for="q">Search</label>""")
            .Append("""<input id="q" type="search" name="q" required><button class="go" type="submit">Go</button></form>""")
            .Append("</main></body></html>");
        Finish();
    }

    Strings Cell(int value)
    {
        _html.Append("<td>").Append(CultureInfo.InvariantCulture, $"{value}").Append("</td>");
        return this;
    }

    Strings Cell(string value)
    {
        Encoded("<td>", value);
        _html.Append("</td>");
        return this;
    }

    void Encoded(string before, string value) => _html.Append(before).Append(HtmlEncoder.Default.Encode(value));

    void Finish()
    {
        foreach (var chunk in _html.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, output);
        _html.Clear();
    }
}
