using BenchmarkDotNet.Attributes;

namespace LiveGen.Benchmarks.Actions;

/// <summary>What a call over HTTP costs the server, without the network.</summary>
[MemoryDiagnoser]
public class RoundTripBenchmark
{
    readonly RoundTrips _trips = new();

    [Benchmark(Description = "minimal API, JSON to a string of HTML", Baseline = true)]
    public int MinimalApiCall() => _trips.MinimalApiCall();

    [Benchmark(Description = "action: seal, bind, render, encode")]
    public int ActionCall() => _trips.ActionCall();

    [Benchmark(Description = "the pipeline alone")]
    public int EmptyCall() => _trips.EmptyCall();
}
