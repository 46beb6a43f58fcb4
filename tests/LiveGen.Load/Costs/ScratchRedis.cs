using System.Diagnostics;
using System.Globalization;
using LiveGen.Tests.Shared;

namespace LiveGen.Load.Costs;

/// <summary>A redis-server for one run: on a free port of 127.0.0.1, without persistence.</summary>
sealed class ScratchRedis : IDisposable
{
    readonly Process _process;
    readonly string _directory = Directory.CreateTempSubdirectory("livegen-load-").FullName;

    ScratchRedis(int port)
    {
        Configuration = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        _process = Process.Start(new ProcessStartInfo("redis-server",
            ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", _directory])
        {
            RedirectStandardOutput = true,
        })!;
        while (_process.StandardOutput.ReadLine() is { } line && !line.Contains("Ready to accept connections", StringComparison.Ordinal))
        {
            // It says so when it is.
        }
    }

    public string Configuration { get; }

    public static ScratchRedis Start() => new(FreePort.Find());

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
