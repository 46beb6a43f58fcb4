using System.Buffers;
using LiveGen.Templates;

namespace LiveGen.Benchmarks.Rendering;

/// <summary>Every way to render, into one reused buffer; and the check that all of them write the same bytes.</summary>
sealed class Renderers
{
    static readonly Action s_tableExpressions = LiveGenTable.Expressions, s_tableStatements = LiveGenTable.Statements;
    static readonly Action s_pageExpressions = LiveGenPage.Expressions, s_pageStatements = LiveGenPage.Statements;

    readonly ArrayBufferWriter<byte> _output = new(256 * 1024);
    readonly Literals _literals;
    readonly Strings _strings;
    readonly Blazor _blazor;

    public Renderers()
    {
        _literals = new Literals(_output);
        _strings = new Strings(_output);
        _blazor = new Blazor(new OutputStream(_output));
    }

    public int TableByLiteral() => Render(static r => r._literals.Table());

    public int TableByString() => Render(static r => r._strings.Table());

    public int TableByBlazor() => Render(static r => r._blazor.Render<BlazorTable>());

    public int TableByExpressions() => Render(static r => Live.RenderHtml(s_tableExpressions, r._output));

    public int TableByStatements() => Render(static r => Live.RenderHtml(s_tableStatements, r._output));

    public int PageByLiteral() => Render(static r => r._literals.Page());

    public int PageByString() => Render(static r => r._strings.Page());

    public int PageByBlazor() => Render(static r => r._blazor.Render<BlazorPage>());

    public int PageByExpressions() => Render(static r => Live.RenderHtml(s_pageExpressions, r._output));

    public int PageByStatements() => Render(static r => Live.RenderHtml(s_pageStatements, r._output));

    /// <summary>Names the renderers whose bytes differ from the hand-written ones.</summary>
    public IEnumerable<string> Differences()
    {
        foreach (var (name, limit, others) in new (string, Func<int>, Func<int>[])[]
        {
            ("table", TableByLiteral, [TableByString, TableByBlazor, TableByExpressions, TableByStatements]),
            ("page", PageByLiteral, [PageByString, PageByBlazor, PageByExpressions, PageByStatements]),
        })
        {
            limit();
            var expected = _output.WrittenSpan.ToArray();
            foreach (var other in others)
            {
                other();
                var same = _output.WrittenSpan.CommonPrefixLength(expected);
                if (same < expected.Length || same < _output.WrittenCount)
                    yield return $"{other.Method.Name} differs from byte {same} of the {name} on: "
                        + $"\"{Excerpt(_output.WrittenSpan, same)}\" instead of \"{Excerpt(expected, same)}\"";
            }
        }
    }

    int Render(Action<Renderers> render)
    {
        _output.ResetWrittenCount();
        render(this);
        return _output.WrittenCount;
    }

    static string Excerpt(ReadOnlySpan<byte> html, int around) =>
        System.Text.Encoding.UTF8.GetString(html[Math.Max(0, around - 20)..Math.Min(html.Length, around + 40)]);
}
