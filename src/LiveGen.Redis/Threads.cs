using System.Runtime.CompilerServices;

namespace LiveGen.Redis;

/// <summary>Where code runs after waiting for the Redis client.</summary>
internal static class Threads
{
    /// <summary>
    /// Continues on the thread pool. The subscriber's multiplexer runs completions one after the other, in front of the
    /// messages: the application's code after "started" must not hold those up.
    /// </summary>
    public static ConfiguredTaskAwaitable LeaveClient() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>
    /// Lets the pool start eight threads without hesitating. Its default is one per core, and where the application blocks
    /// two of two, answers from Redis are read half a second to a second late (seen in tests). Idle ones cost nothing.
    /// </summary>
    public static void Reserve()
    {
        ThreadPool.GetMinThreads(out var workers, out var completion);
        if (workers < 8)
            ThreadPool.SetMinThreads(8, completion);
    }
}
