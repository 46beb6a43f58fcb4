using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace LiveGen.Benchmarks.Rendering;

/// <summary>
/// What one would write by hand to be fast, and the limit: literals in UTF-8, each with everything up to the next value,
/// and an encoder that copies whole runs of plain characters.
/// </summary>
sealed class Literals(ArrayBufferWriter<byte> output)
{
    static readonly SearchValues<char> s_special = SearchValues.Create("&<>\"'");

    byte[] _bytes = new byte[1024];
    int _length;

    public void Table()
    {
        Write("<table>"u8);
        foreach (var r in TableData.Rows)
        {
            Write("<tr><td>"u8);
            Number(r.Id);
            Next(r.Name);
            Next(r.Stock);
            Next(r.Unit);
            Next(r.Price);
            Next(r.Colour);
            Next(r.Weight);
            Next(r.Place);
            Next(r.Sold);
            Next(r.State);
            Write("</td></tr>"u8);
        }
        Write("</table>"u8);
        Finish();
    }

    public void Page()
    {
        Write("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Dams</title>"u8);
        Write("<link rel=\"stylesheet\" href=\"/site.css\"></head><body><nav class=\"top\">"u8);
        foreach (var link in PageData.Links)
        {
            Write("<a class=\"link\" href=\""u8);
            Text(link.Url);
            Write("\">"u8);
            Text(link.Name);
            Write("</a>"u8);
        }
        Write("</nav><main><h1>All dams</h1><ul id=\"items\" class=\"list\">"u8);
        foreach (var item in PageData.Items)
        {
            Write("<li id=\""u8);
            Text(item.Key);
            Write("\" class=\""u8);
            Text(item.Class);
            Write("\"><a class=\"name\" href=\""u8);
            Text(item.Url);
            Write("\">"u8);
            Text(item.Name);
            Write("</a><span class=\"text\">"u8);
            Text(item.Text);
            Write("</span><span class=\"number\">"u8);
            Number(item.Number);
            Write("</span></li>"u8);
        }
        Write("</ul><form class=\"search\" action=\"/search\" method=\"get\"><label for=\"q\">Search</label>"u8);
        Write("<input id=\"q\" type=\"search\" name=\"q\" required><button class=\"go\" type=\"submit\">Go</button></form>"u8);
        Write("</main></body></html>"u8);
        Finish();
    }

    void Next(int value)
    {
        Write("</td><td>"u8);
        Number(value);
    }

    void Next(string value)
    {
        Write("</td><td>"u8);
        Text(value);
    }

    void Write(ReadOnlySpan<byte> literal)
    {
        literal.CopyTo(Room(literal.Length));
        _length += literal.Length;
    }

    void Number(int value)
    {
        Utf8Formatter.TryFormat(value, Room(11), out var written);
        _length += written;
    }

    void Text(ReadOnlySpan<char> text)
    {
        for (var next = text.IndexOfAny(s_special); next >= 0; next = text.IndexOfAny(s_special))
        {
            Plain(text[..next]);
            Write(text[next] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                _ => "&#39;"u8,
            });
            text = text[(next + 1)..];
        }
        Plain(text);
    }

    void Plain(ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, Room(text.Length * 3), out _, out var written);
        _length += written;
    }

    Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        return _bytes.AsSpan(_length);
    }

    void Finish()
    {
        output.Write(_bytes.AsSpan(0, _length));
        _length = 0;
    }
}
