using System.Diagnostics;
using System.Globalization;
using LiveGen.Benchmarks.Rendering;

namespace LiveGen.Benchmarks.Quick;

/// <summary>
/// Ratios on a machine that does other work too: all renderers take turns in short slices, and the fastest slice of each
/// is what it takes when nothing disturbs it.
/// </summary>
static class QuickComparison
{
    const int MicrosecondsPerSlice = 2000;

    public static int Run(double seconds)
    {
        var r = new Renderers();
        Compare("table", seconds / 2, r.TableByBlazor, r.TableByString, r.TableByLiteral, r.TableByExpressions, r.TableByStatements);
        Compare("page", seconds / 2, r.PageByBlazor, r.PageByString, r.PageByLiteral, r.PageByExpressions, r.PageByStatements);
        return 0;
    }

    static void Compare(string what, double seconds, params Func<int>[] renderers)
    {
        // Long enough for the runtime to compile what is hot for the second time.
        foreach (var render in renderers)
            Repeat(render, 300);
        Thread.Sleep(300);
        var counts = renderers.Select(render => Math.Max(1, (int)(MicrosecondsPerSlice / Fastest(render, 30, 10)))).ToArray();
        var best = Enumerable.Repeat(double.MaxValue, renderers.Length).ToArray();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            for (var i = 0; i < renderers.Length; i++)
                best[i] = Math.Min(best[i], Fastest(renderers[i], 1, counts[i]));
        }
        Console.WriteLine($"{$"{what}, {renderers[0]():N0} bytes",-20} {"µs",10} {"× Blazor",10} {"× by hand",10} {"allocated",10}");
        for (var i = 0; i < renderers.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{renderers[i].Method.Name,-20} {best[i],10:0.00} {best[0] / best[i],10:0.00} {best[i] / best[2],10:0.00} {Allocated(renderers[i]),10}"));
    }

    static double Fastest(Func<int> render, int slices, int count)
    {
        var best = double.MaxValue;
        for (var i = 0; i < slices; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Repeat(render, count);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / count);
        }
        return best;
    }

    static long Allocated(Func<int> render)
    {
        const int Count = 20;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(render, Count);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
    }

    static void Repeat(Func<int> render, int count)
    {
        for (var i = 0; i < count; i++)
            render();
    }
}
