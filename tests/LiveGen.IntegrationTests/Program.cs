using LiveGen.IntegrationTests.Uploads;

namespace LiveGen.IntegrationTests;

static class Program
{
    /// <summary>Test runners do not call this: a test starts this assembly as a process that it kills.</summary>
    public static Task Main(string[] args) => args is [CrashProcess.Argument, var directory] ? CrashProcess.RunAsync(directory) : Task.CompletedTask;
}
