using System.Diagnostics;
using System.Globalization;

namespace LiveGen.Load.Clients;

/// <summary>This program once more, as a server.</summary>
sealed class ServerProcess : IDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly Lock _telling = new();
    readonly Process _process;

    ServerProcess(Process process) => _process = process;

    public int Port { get; private init; }

    public static async Task<ServerProcess> StartAsync(string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), "server", name])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        return new ServerProcess(process) { Port = int.Parse(port!, CultureInfo.InvariantCulture) };
    }

    /// <summary>Tells the server something that it does not answer. Called by many threads.</summary>
    public void Tell(string line)
    {
        lock (_telling)
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
    }

    public async Task<long> AskAsync(string line)
    {
        Tell(line);
        var answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        return long.Parse(answer ?? throw new IOException("The server has ended."), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    // Run by the dotnet host, the program is its first argument.
    static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ServerProcess).Assembly.Location] : [];
}
