using LiveGen.IntegrationTests.Operations;
using LiveGen.IntegrationTests.Uploads;

namespace LiveGen.IntegrationTests;

static class Program
{
    /// <summary>Test runners do not call this: a test starts this assembly as a process that it kills.</summary>
    public static Task Main(string[] args) => args switch
    {
        [CrashProcess.Argument, var directory] => CrashProcess.RunAsync(directory),
        [SocketProcess.Argument, var window, var redis] => SocketProcess.RunAsync(window, redis),
        _ => Task.CompletedTask,
    };
}
