using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LiveGen.Benchmarks.Quick;
using LiveGen.Benchmarks.Rendering;

// dotnet run -c Release --project tests/LiveGen.Benchmarks                      everything, a few minutes
// dotnet run -c Release --project tests/LiveGen.Benchmarks -- --filter *Page*   some; other arguments are BenchmarkDotNet's
// dotnet run -c Release --project tests/LiveGen.Benchmarks -- quick [NAME]      ratios on a machine that is not quiet

var differences = new Renderers().Differences().ToList();
foreach (var difference in differences)
    await Console.Error.WriteLineAsync(difference);
if (differences.Count > 0)
    return 1;

if (args is ["quick", .. var rest])
    return QuickComparison.Run(rest is [var name] ? name : "");

// In this process, because it has been built already, and because a server renders all its pages in one process too:
// what the runtime learns from one template it applies to the next.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"))
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);
return 0;
