using System.Diagnostics;

namespace LiveGen.Tests.Shared;

/// <summary>Waits for what only a look can tell, for as long as a busy machine may need.</summary>
static class Until
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Looks again and again until it is so; a test that would wait for ever fails and says what for.</summary>
    public static Task SoAsync(Func<bool> isSo, string what) => SoAsync(() => Task.FromResult(isSo()), what);

    /// <inheritdoc cref="SoAsync(Func{bool}, string)"/>
    public static async Task SoAsync(Func<Task<bool>> isSo, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); !await isSo(); await Task.Yield())
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
                throw new TimeoutException($"It never came to be so: {what}.");
        }
    }
}
