namespace Chat.Rooms;

/// <summary>Says every few seconds that this machine's pages are still here, and clears away those of machines that are not.</summary>
sealed partial class KeepHere(RedisWhoIsHere here, OnlineNews news, TimeProvider time, ILogger<KeepHere> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RedisWhoIsHere.Lifetime / 3, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await here.StayAsync();
                foreach (var room in await here.ForgetGoneAsync())
                    news.Tell(room);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "Could not refresh who is here; trying again soon")]
    partial void LogFailed(Exception error);
}
