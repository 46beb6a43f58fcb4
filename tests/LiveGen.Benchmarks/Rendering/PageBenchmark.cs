using BenchmarkDotNet.Attributes;

namespace LiveGen.Benchmarks.Rendering;

/// <summary>A whole page of some 10 KB: navigation, 50 items with ids, classes and links, a form.</summary>
[MemoryDiagnoser]
public class PageBenchmark
{
    readonly Renderers _renderers = new();

    [Benchmark(Description = "Blazor HtmlRenderer", Baseline = true)]
    public int Blazor() => _renderers.PageByBlazor();

    [Benchmark(Description = "StringBuilder + HtmlEncoder")]
    public int Strings() => _renderers.PageByString();

    [Benchmark(Description = "UTF-8 literals by hand")]
    public int Literals() => _renderers.PageByLiteral();

    [Benchmark(Description = "LiveGen, expressions")]
    public int Expressions() => _renderers.PageByExpressions();

    [Benchmark(Description = "LiveGen, statements")]
    public int Statements() => _renderers.PageByStatements();
}
