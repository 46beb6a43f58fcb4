using LiveGen.Tests.Shared;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>An example that can be stopped, killed and started again where it was.</summary>
public abstract class ExampleServer(string example) : IAsyncLifetime
{
    ExampleProcess? _process;

    public Uri Url { get; private set; } = null!;

    /// <summary>Settings in the environment of its process.</summary>
    protected abstract IEnumerable<(string Name, string? Value)> Settings { get; }

    public async Task StartAsync()
    {
        (_process, var url) = await ExampleProcess.ServeAsync(example, Url?.Port ?? 0, Settings);
        Url = new Uri(url);
    }

    /// <summary>Ends it as a crash would: no goodbye to anybody.</summary>
    public Task KillAsync() => EndAsync(ProcessSignal.Kill);

    /// <summary>Ends it as a deployment would; gives the exit code.</summary>
    public Task<int> StopAsync() => EndAsync(ProcessSignal.Terminate);

    public string Page(string path) => new Uri(Url, path).AbsoluteUri;

    Task IAsyncLifetime.InitializeAsync() => StartAsync();

    public virtual Task DisposeAsync()
    {
        _process?.Dispose();
        return Task.CompletedTask;
    }

    async Task<int> EndAsync(ProcessSignal signal)
    {
        _process!.Signal(signal);
        var code = await _process.ExitAsync();
        _process.Dispose();
        _process = null;
        return code;
    }
}
