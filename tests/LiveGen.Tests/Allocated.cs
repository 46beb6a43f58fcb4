namespace LiveGen.Tests;

/// <summary>What code allocates each time that it runs.</summary>
static class Allocated
{
    public const int Runs = 10;

    /// <summary>
    /// The bytes of the cheapest of <see cref="Runs"/> runs: what is made once, by the code or by the runtime that compiles it, is in one of them
    /// and not in all.
    /// </summary>
    public static long By(Action run) => Enumerable.Range(0, Runs).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
