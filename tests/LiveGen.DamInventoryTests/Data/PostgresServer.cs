using System.Diagnostics;
using System.Globalization;
using System.Text;
using LiveGen.Tests.Shared;

namespace LiveGen.DamInventoryTests.Data;

/// <summary>
/// A PostgreSQL of the tests' own: on a socket in a directory that goes with it. It refuses to run as root, so root runs it as the
/// user that its package brings.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // A part of the socket's name and nothing else: a port that was free when it was chosen may be another's by the time that the
    // database is made and the server listens.
    const string Port = "5432";

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly string _directory = Directory.CreateTempSubdirectory("livegen-postgres-").FullName;
    Process? _process;

    public PostgresServer() => AppDomain.CurrentDomain.ProcessExit += OnProcessExit; // Also when the tests are aborted.

    static bool IsRoot => Environment.UserName == "root";

    // Debian keeps each version in a directory of its own.
    static string Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).First() + "/bin/"
        : "";

    /// <summary>What an application would write into its settings, with a database that does not exist yet.</summary>
    /// <remarks>With more patience than by default: many connections at once on a slow machine are no fault.</remarks>
    public string ConnectionTo(string database) =>
        $"Host={_directory};Port={Port};Username=postgres;Database={database};Timeout=60;Command Timeout=60;Include Error Detail=true";

    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Makes an empty database; returns the way to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await RunAsync(Binaries + "createdb", "-h", _directory, "-p", Port, "-U", "postgres", name);
        return ConnectionTo(name);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Signal();
        if (_process is not null)
            await _process.WaitForExitAsync().WaitAsync(s_patience);
        Directory.Delete(_directory, recursive: true);
    }

    async Task StartAsync()
    {
        if (IsRoot)
            await RunAsync("chown", "postgres", _directory);
        await RunAsync(AsPostgres(Binaries + "initdb", "-D", _directory + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"));
        _process = Start(AsPostgres(Binaries + "postgres", "-D", _directory + "/data", "-p", Port, "-h", "", "-k", _directory, "-F"));
        using var patience = new CancellationTokenSource(s_patience);
        var log = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            log.AppendLine(line);
            if (!line.Contains("database system is ready", StringComparison.Ordinal))
                continue;
            var rest = _process.StandardError; // A full pipe would stop it.
            new Thread(() => rest.ReadToEnd()) { IsBackground = true }.Start();
            return;
        }
        throw new InvalidOperationException($"PostgreSQL did not start in {_directory}:\n{log}");
    }

    static string[] AsPostgres(params string[] command) => IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;

    static Process Start(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        return Process.Start(start)!;
    }

    static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)}\n{await output}{error}");
    }

    // Its "fast shutdown".
    void Signal() => _process?.Send(ProcessSignal.Interrupt);

    void OnProcessExit(object? sender, EventArgs args) => Signal();
}
