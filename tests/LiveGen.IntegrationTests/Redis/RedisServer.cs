using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveGen.Tests.Channels;
using LiveGen.Tests.Shared;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>
/// A redis-server of the test's own: on a free port of 127.0.0.1, in a directory that goes with it. It keeps nothing when it
/// ends, save what <c>SAVE</c> wrote, or everything when it appends to a log. It can be stopped, killed, paused and started again on the same port.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("livegen-redis-").FullName;
    readonly string? _password;
    readonly bool _appendOnly;
    Process? _process;

    RedisServer(string? password, bool appendOnly)
    {
        _password = password;
        _appendOnly = appendOnly;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit; // Also when the tests are aborted.
    }

    public int Port { get; } = FreePort.Find();

    /// <summary>What an application would write into its settings.</summary>
    public string Configuration => string.Create(CultureInfo.InvariantCulture,
        $"127.0.0.1:{Port}{(_password is null ? "" : ",password=" + _password)}");

    public static async Task<RedisServer> StartNewAsync(string? password = null, bool appendOnly = false)
    {
        var server = new RedisServer(password, appendOnly);
        await server.StartAsync();
        return server;
    }

    /// <summary>A server that is not running yet.</summary>
    public static RedisServer Stopped() => new(password: null, appendOnly: false);

    /// <summary>Starts it; done when it answers. What SAVE wrote before is read.</summary>
    public async Task StartAsync(params string[] settings)
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, WorkingDirectory = _directory };
        foreach (var argument in new[] { "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", _appendOnly ? "yes" : "no", "--appendfsync", "always", "--dir", _directory })
            start.ArgumentList.Add(argument);
        if (_password is not null)
        {
            start.ArgumentList.Add("--requirepass");
            start.ArgumentList.Add(_password);
        }
        _process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(RecordingReceiver.Patience);
        var log = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            log.AppendLine(line);
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // A full pipe would stop it. Reading a pipe blocks, so not on a thread of the pool.
                var rest = _process.StandardOutput;
                new Thread(() => rest.ReadToEnd()) { IsBackground = true }.Start();
                return;
            }
        }
        throw new InvalidOperationException($"redis-server did not start on port {Port}:\n{log}");
    }

    /// <summary>Ends it as an operator would.</summary>
    public Task StopAsync() => EndAsync(ProcessSignal.Terminate);

    /// <summary>Ends it as a crash would.</summary>
    public Task KillAsync() => EndAsync(ProcessSignal.Kill);

    /// <summary>It keeps its connections and answers nothing.</summary>
    public void Pause() => Signal(ProcessSignal.Stop);

    public void Continue() => Signal(ProcessSignal.Continue);

    /// <summary>Runs one command over a connection of its own; the reply's first line, without type mark.</summary>
    public async Task<string> CommandAsync(params string[] words)
    {
        using var patience = new CancellationTokenSource(RecordingReceiver.Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
        var stream = client.GetStream();
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Length}\r\n");
        foreach (var word in words)
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), patience.Token);
        using var reader = new StreamReader(stream);
        var reply = await reader.ReadLineAsync(patience.Token) ?? "";
        return reply.StartsWith('-') ? throw new InvalidOperationException(reply) : reply[1..];
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await KillAsync();
        Directory.Delete(_directory, recursive: true);
    }

    async Task EndAsync(ProcessSignal signal)
    {
        if (_process is null)
            return;
        Signal(signal);
        await _process.WaitForExitAsync().WaitAsync(RecordingReceiver.Patience);
        _process.Dispose();
        _process = null;
    }

    void Signal(ProcessSignal signal) => _process?.Send(signal);

    void OnProcessExit(object? sender, EventArgs args) => Signal(ProcessSignal.Kill);
}
