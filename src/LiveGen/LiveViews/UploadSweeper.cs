using LiveGen.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LiveGen.LiveViews;

/// <summary>Cleans up when the application starts, and again and again while it runs.</summary>
sealed class UploadSweeper(UploadDirectory directory, UploadSpace space, IOptions<LiveGenOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>So an upload lives at most this part longer than it may.</summary>
    const int SweepsPerLifetime = 4;

    /// <summary>The first time ahead of the first request.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Sweep();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.UploadLifetime / SweepsPerLifetime, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Sweep();
    }

    void Sweep()
    {
        try
        {
            directory.Sweep();
            space.Recount();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // An application without uploads need not care; one with them is told at the first upload what is wrong.
        }
    }
}
