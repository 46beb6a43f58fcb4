using BenchmarkDotNet.Attributes;

namespace LiveGen.Benchmarks.Sealing;

/// <summary>What a seal costs for each callback that is rendered, and for each that is called.</summary>
[MemoryDiagnoser]
public class SealingBenchmark
{
    readonly SealedCallbacks _callbacks = new();

    [Benchmark(Description = "a callback with one constant", Baseline = true)]
    public int Write() => _callbacks.Write();

    [Benchmark(Description = "its seal alone")]
    public int Seal() => _callbacks.SealAlone();

    [Benchmark(Description = "checking a call")]
    public int Check() => _callbacks.Check();
}
