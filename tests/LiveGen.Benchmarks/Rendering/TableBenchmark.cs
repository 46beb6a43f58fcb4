using BenchmarkDotNet.Attributes;

namespace LiveGen.Benchmarks.Rendering;

/// <summary>A table of 1,000 rows and 10 columns: many small elements without attributes.</summary>
[MemoryDiagnoser]
public class TableBenchmark
{
    readonly Renderers _renderers = new();

    [Benchmark(Description = "Blazor HtmlRenderer", Baseline = true)]
    public int Blazor() => _renderers.TableByBlazor();

    [Benchmark(Description = "StringBuilder + HtmlEncoder")]
    public int Strings() => _renderers.TableByString();

    [Benchmark(Description = "UTF-8 literals by hand")]
    public int Literals() => _renderers.TableByLiteral();

    [Benchmark(Description = "LiveGen, expressions")]
    public int Expressions() => _renderers.TableByExpressions();

    [Benchmark(Description = "LiveGen, statements")]
    public int Statements() => _renderers.TableByStatements();
}
