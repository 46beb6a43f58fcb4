using System.Diagnostics;
using System.Text;
using LiveGen.Tests.Shared;

namespace LiveGen.Faults.Nodes;

/// <summary>This program once more, in another role: told what to do on its standard input, heard line by line.</summary>
sealed class ProgramProcess : IAsyncDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly StringBuilder _errors = new();
    readonly Process _process;
    readonly Task _reading;

    public ProgramProcess(IEnumerable<string> arguments, Action<string> heard)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[typeof(ProgramProcess).Assembly.Location, .. arguments])
            start.ArgumentList.Add(argument);
        // Only what this run says: not the settings of whoever runs it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit; // Also when a run is aborted.
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, heard), ReadAsync(_process.StandardError, Note));
    }

    public int Id => _process.Id;

    /// <summary>All that it wrote has been read, because it has ended.</summary>
    public Task Ended => _reading;

    /// <summary>What it wrote to its standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Ends it as an operator would; gives how long it took.</summary>
    public Task<TimeSpan> StopAsync() => EndAsync(ProcessSignal.Terminate);

    /// <summary>Ends it as a crash would.</summary>
    public Task KillAsync() => EndAsync(ProcessSignal.Kill);

    /// <summary>It keeps its connections and does nothing.</summary>
    public void Pause() => Signal(ProcessSignal.Stop);

    public void Continue() => Signal(ProcessSignal.Continue);

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await KillAsync();
        _process.Dispose();
    }

    async Task<TimeSpan> EndAsync(ProcessSignal signal)
    {
        var watch = Stopwatch.StartNew();
        Signal(signal);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        var took = watch.Elapsed;
        await _reading;
        return took;
    }

    void Note(string line)
    {
        lock (_errors)
            _errors.AppendLine(line);
    }

    static Task ReadAsync(StreamReader reader, Action<string> read) => Task.Run(async () =>
    {
        while (await reader.ReadLineAsync() is { } line)
            read(line);
    });

    void Signal(ProcessSignal signal) => _process.Send(signal);

    void OnProcessExit(object? sender, EventArgs args) => Signal(ProcessSignal.Kill);
}
