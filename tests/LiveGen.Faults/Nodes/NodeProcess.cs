using System.Globalization;
using System.Text;
using LiveGen.Tests.Shared;

namespace LiveGen.Faults.Nodes;

/// <summary>A server that can be stopped, killed, paused and started again on its port.</summary>
/// <param name="arguments">See <see cref="Node"/>; without a port.</param>
/// <param name="ran">Told the key of each callback that runs.</param>
sealed class NodeProcess(IReadOnlyList<string> arguments, Action<string> ran) : IAsyncDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly StringBuilder _log = new();
    ProgramProcess? _process;

    /// <summary>Where it listens in all its lives; nobody else may get it between two of them.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>The most memory that it has held, in bytes, over all its lives.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Warnings and errors of its lives that have ended.</summary>
    public string Log => _log.ToString();

    /// <summary>Starts it; done when it listens.</summary>
    /// <param name="more">Further arguments, which a new version may have.</param>
    public async Task StartAsync(params string[] more)
    {
        var listening = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = _process = new ProgramProcess(
            [Node.Argument, "--port", Port.ToString(CultureInfo.InvariantCulture), .. arguments, .. more],
            line => Read(line, listening));
        if (await Task.WhenAny(listening.Task, process.Ended).WaitAsync(s_patience) == process.Ended)
            throw new InvalidOperationException($"A node ended:\n{process.Errors}");
        await listening.Task;
    }

    /// <summary>Ends it as an operator would; gives how long it took.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        NoteMemory();
        var took = await _process!.StopAsync();
        await ForgetAsync();
        return took;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        NoteMemory();
        await _process.KillAsync();
        await ForgetAsync();
    }

    /// <summary>Sets its clock wrong.</summary>
    public void ShiftClock(TimeSpan by) =>
        _process!.Tell(string.Create(CultureInfo.InvariantCulture, $"clock {by.TotalSeconds}"));

    public async ValueTask DisposeAsync() => await KillAsync();

    async Task ForgetAsync()
    {
        _log.Append(_process!.Errors);
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Looks how much memory it holds at most.</summary>
    public void NoteMemory()
    {
        const string Label = "VmHWM:";
        try
        {
            var line = File.ReadLines($"/proc/{_process!.Id}/status").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal));
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
            ran(line[FaultConsumer.RanLine.Length..]);
    }
}
