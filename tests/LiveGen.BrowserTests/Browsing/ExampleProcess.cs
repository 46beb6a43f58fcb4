using System.Diagnostics;
using System.Reflection;
using System.Text;
using LiveGen.Tests.Shared;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>A built example as a real process, with its output.</summary>
sealed class ExampleProcess : IDisposable
{
    // Most servers are shared: with one that is given up, all tests of its line fail.
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    readonly StringBuilder _output = new();
    readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Process _process;

    ExampleProcess(string example, IEnumerable<string> arguments, IEnumerable<(string Name, string? Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Metadata(example + "Assembly"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // Only what this test says: not the settings of whoever runs it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value ?? "";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"{example} ended:\n{Output}"));
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit; // Also when the tests are aborted.
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a server; done when it listens. Port 0 takes a free one.</summary>
    public static async Task<(ExampleProcess Process, string Url)> ServeAsync(string example, int port, IEnumerable<(string Name, string? Value)> settings)
    {
        var process = new ExampleProcess(
            example, ["--urls", $"http://127.0.0.1:{port}", "--contentRoot", Metadata(example + "Directory")], settings);
        try
        {
            return (process, await process._listening.Task.WaitAsync(s_patience));
        }
        catch (TimeoutException e)
        {
            process.Dispose();
            throw new TimeoutException($"{example} does not listen:\n{process.Output}", e);
        }
    }

    /// <summary>Runs a command of the example to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string example, IEnumerable<(string Name, string? Value)> settings, params string[] arguments)
    {
        using var process = new ExampleProcess(example, arguments, settings);
        return (await process.ExitAsync(), process.Output);
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return _process.ExitCode;
    }

    public void Signal(ProcessSignal signal) => Assert.True(_process.Send(signal));

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        End();
        _process.WaitForExit(s_patience); // until then it may write files, into a directory that is deleted next
        _process.Dispose();
    }

    void OnProcessExit(object? sender, EventArgs args) => End();

    void End()
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    void Read(string? line)
    {
        const string Listening = "Now listening on: ";
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            _listening.TrySetResult(line[(at + Listening.Length)..].Trim());
    }

    static string Metadata(string key) => typeof(ExampleProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
