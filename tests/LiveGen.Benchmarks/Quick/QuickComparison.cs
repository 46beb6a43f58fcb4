using System.Diagnostics;
using System.Globalization;
using LiveGen.Benchmarks.Actions;
using LiveGen.Benchmarks.Rendering;
using LiveGen.Benchmarks.Sealing;

namespace LiveGen.Benchmarks.Quick;

/// <summary>
/// Ratios on a machine that does other work too: all renderers take turns in short slices, and the fastest slice of each
/// is what it takes when nothing disturbs it.
/// </summary>
static class QuickComparison
{
    const int MicrosecondsPerSlice = 2000, WarmUps = 10;

    static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    /// <param name="name">Runs only the renderers whose name has this in it, for a profiler.</param>
    public static int Run(string name)
    {
        var r = new Renderers();
        Compare("table", name, r.TableByLiteral, r.TableByBlazor, r.TableByString, r.TableByExpressions, r.TableByStatements);
        Compare("page", name, r.PageByLiteral, r.PageByBlazor, r.PageByString, r.PageByExpressions, r.PageByStatements);
        var trips = new RoundTrips();
        Compare("call", name, trips.MinimalApiCall, trips.ActionCall, trips.EmptyCall);
        var callbacks = new SealedCallbacks();
        Compare("callback", name, callbacks.Write, callbacks.SealAlone, callbacks.Check);
        Console.WriteLine($"{callbacks.SealBytes} bytes of a callback are its seal");
        return 0;
    }

    static void Compare(string what, string name, params Func<int>[] all)
    {
        var renderers = all.Where(render => render.Method.Name.Contains(name, StringComparison.Ordinal)).ToArray();
        if (renderers.Length == 0)
            return;

        // Long enough for the runtime to compile what is hot for the second and the third time, beside whatever else runs here.
        for (var round = 0; round < WarmUps; round++)
        {
            foreach (var render in renderers)
                Repeat(render, 300);
            Thread.Sleep(300);
        }
        var counts = renderers.Select(render => Math.Max(1, (int)(MicrosecondsPerSlice / Fastest(render, 30, 10)))).ToArray();
        var best = Enumerable.Repeat(double.MaxValue, renderers.Length).ToArray();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_duration;)
        {
            for (var i = 0; i < renderers.Length; i++)
                best[i] = Math.Min(best[i], Fastest(renderers[i], 1, counts[i]));
        }
        Console.WriteLine($"{$"{what}, {renderers[0]():N0} bytes",-20} {"µs",10} {"× the first",11} {"allocated",10}");
        for (var i = 0; i < renderers.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{renderers[i].Method.Name,-20} {best[i],10:0.00} {best[i] / best[0],11:0.00} {Allocated(renderers[i]),10}"));
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
