using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>A chat that can be stopped, killed and started again where it was.</summary>
public sealed class ChatServer : IAsyncLifetime
{
    const int SigKill = 9, SigTerm = 15;

    ChatProcess? _process;

    /// <summary>Where a room's history and people live; null for this process' memory.</summary>
    public string? Redis { get; init; }

    public Uri Url { get; private set; } = null!;

    public async Task StartAsync()
    {
        (_process, var url) = await ChatProcess.ServeAsync(Url?.Port ?? 0, Redis);
        Url = new Uri(url);
    }

    /// <summary>Ends it as a crash would: no goodbye to anybody.</summary>
    public Task KillAsync() => EndAsync(SigKill);

    /// <summary>Ends it as a deployment would; gives the exit code.</summary>
    public Task<int> StopAsync() => EndAsync(SigTerm);

    public string Room(string room, string username) => new Uri(Url, $"/chat/{room}?username={Uri.EscapeDataString(username)}").AbsoluteUri;

    public string Page(string path) => new Uri(Url, path).AbsoluteUri;

    Task IAsyncLifetime.InitializeAsync() => StartAsync();

    public Task DisposeAsync()
    {
        _process?.Dispose();
        return Task.CompletedTask;
    }

    async Task<int> EndAsync(int signal)
    {
        _process!.Signal(signal);
        var code = await _process.ExitAsync();
        _process.Dispose();
        _process = null;
        return code;
    }
}
