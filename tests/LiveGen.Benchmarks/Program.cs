using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
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

var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun)
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"))
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);
return 0;
