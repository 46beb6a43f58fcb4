using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LiveGen.Faults.Nodes;

/// <summary>This program once more, as a server that can be stopped, killed, paused and started again on its port.</summary>
sealed class NodeProcess : IAsyncDisposable
{
    const int SigKill = 9, SigTerm = 15, SigCont = 18, SigStop = 19;
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly IReadOnlyList<string> _arguments;
    readonly Action<string> _ran;
    readonly StringBuilder _log = new();
    Process? _process;
    Task _reading = Task.CompletedTask;

    /// <param name="arguments">See <see cref="Node"/>; without a port.</param>
    /// <param name="ran">Told the key of each callback that runs.</param>
    public NodeProcess(IReadOnlyList<string> arguments, Action<string> ran)
    {
        _arguments = arguments;
        _ran = ran;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit; // Also when a run is aborted.
    }

    public int Port { get; private set; }

    /// <summary>The most memory that it has held, in bytes, over all its lives.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Warnings and errors that it has logged.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it; done when it listens.</summary>
    /// <param name="more">Further arguments, which a new version may have.</param>
    public async Task StartAsync(params string[] more)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all = [typeof(NodeProcess).Assembly.Location, Node.Argument,
            "--port", Port.ToString(CultureInfo.InvariantCulture), .. _arguments, .. more];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        // Only what this run says: not the settings of whoever runs it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        var process = _process = Process.Start(start)!;
        var listening = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reading = Task.WhenAll(
            ReadAsync(process.StandardOutput, line => Read(line, listening)),
            ReadAsync(process.StandardError, line => Note(line)));
        _ = _reading.ContinueWith(_ => listening.TrySetException(new InvalidOperationException($"A node ended:\n{Log}")),
            TaskScheduler.Default);
        Port = await listening.Task.WaitAsync(s_patience);
    }

    /// <summary>Ends it as an operator would; gives how long it took.</summary>
    public Task<TimeSpan> StopAsync() => EndAsync(SigTerm);

    /// <summary>Ends it as a crash would.</summary>
    public Task KillAsync() => EndAsync(SigKill);

    /// <summary>It keeps its connections and does nothing.</summary>
    public void Pause() => Signal(SigStop);

    public void Continue() => Signal(SigCont);

    /// <summary>Sets its clock wrong.</summary>
    public void ShiftClock(TimeSpan by) =>
        _process!.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"clock {by.TotalSeconds}"));

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await KillAsync();
    }

    async Task<TimeSpan> EndAsync(int signal)
    {
        var watch = Stopwatch.StartNew();
        if (_process is not { } process)
            return watch.Elapsed;
        NoteMemory(process);
        Signal(signal);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        var took = watch.Elapsed;
        await _reading;
        process.Dispose();
        _process = null;
        return took;
    }

    void NoteMemory(Process process)
    {
        const string Label = "VmHWM:";
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal));
            if (line is not null)
                PeakBytes = Math.Max(PeakBytes, 1024 * long.Parse(line[Label.Length..^2], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // It has ended by itself.
        }
    }

    void Read(string line, TaskCompletionSource<int> listening)
    {
        if (line.StartsWith(Node.PortLine, StringComparison.Ordinal))
            listening.TrySetResult(int.Parse(line.AsSpan(Node.PortLine.Length), CultureInfo.InvariantCulture));
        else if (line.StartsWith(FaultConsumer.RanLine, StringComparison.Ordinal))
            _ran(line[FaultConsumer.RanLine.Length..]);
        else
            Note(line);
    }

    void Note(string line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    static Task ReadAsync(StreamReader reader, Action<string> read) => Task.Run(async () =>
    {
        while (await reader.ReadLineAsync() is { } line)
            read(line);
    });

    void Signal(int signal)
    {
        if (_process is { HasExited: false } process)
            _ = Kill(process.Id, signal);
    }

    void OnProcessExit(object? sender, EventArgs args) => Signal(SigKill);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int pid, int signal);
}
