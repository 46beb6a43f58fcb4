using System.Diagnostics;
using LiveGen.IntegrationTests.Consumers;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LiveGen.IntegrationTests.Uploads;

/// <summary>A process of its own that is killed while a handler has its file.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Statement_29_what_a_killed_process_left_is_removed_when_the_next_one_starts()
    {
        var directory = Directory.CreateTempSubdirectory("livegen-test-").FullName;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashTests).Assembly.Location, CrashProcess.Argument, directory])
        {
            RedirectStandardOutput = true,
        })!;
        var address = await LineAsync(process);
        using var page = await UploadPage.OpenAsync(new Uri(address));
        var call = page.SaveAsync(("a.txt", "text/plain", new byte[300_000]));
        Assert.Equal("handling", await LineAsync(process));
        Assert.Single(UploadServer.FilesIn(directory));

        process.Kill();
        await process.WaitForExitAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => call);

        Assert.Single(UploadServer.FilesIn(directory));
        await using var next = await UploadServer.StartAsync(directory: directory);
        Assert.Empty(next.Files);
        Assert.Empty(Directory.GetDirectories(directory, "process-*"));
    }

    static async Task<string> LineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(PageSocket.Patience) ?? throw new InvalidOperationException("The process has ended.");
}

/// <summary>That process.</summary>
static class CrashProcess
{
    /// <summary>The argument with which this assembly runs as it; the directory follows.</summary>
    public const string Argument = "upload-server";

    /// <summary>Says where it is, and when it has a file, which it keeps for good.</summary>
    public static async Task RunAsync(string directory)
    {
        await using var server = await UploadServer.StartAsync(directory: directory);
        server.Saved.Handler = () =>
        {
            Console.WriteLine("handling");
            return new TaskCompletionSource().Task;
        };
        Console.WriteLine(server.Address);
        await server.Server.App.WaitForShutdownAsync();
    }
}
