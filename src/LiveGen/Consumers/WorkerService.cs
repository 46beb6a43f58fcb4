using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveGen.Consumers;

/// <summary>Takes events from one queue and gives each to a new worker, until the process stops.</summary>
sealed class WorkerService(
    Type worker, string queue, IChannelLayer channels, IServiceScopeFactory scopes, TimeProvider time, ILoggerFactory logs)
    : BackgroundService
{
    static readonly TimeSpan s_pauseAfterFault = TimeSpan.FromSeconds(1);

    readonly ILogger _log = logs.CreateLogger(ConsumersLog.Category);
    readonly EventContract _events = new(worker);
    readonly ObjectFactory _factory = ActivatorUtilities.CreateFactory(worker, []);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(await channels.ReceiveAsync(queue, stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                ConsumersLog.WorkReceiveFailed(_log, e, worker, queue);
                await Task.Delay(s_pauseAfterFault, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task WorkAsync(ReadOnlyMemory<byte> payload, CancellationToken stoppingToken)
    {
        var trace = QueuedTrace.Take(ref payload);
        var message = GroupMessage.Decode(payload);
        if (message.EventName is null)
            ConsumersLog.Unreadable(_log, queue, payload.Length);
        else if (!_events.Handles(message))
            ConsumersLog.WorkUnknown(_log, worker, LogText.Clean(message.EventName), string.Join(", ", _events.Names));
        else
            await HandleAsync(message, trace, stoppingToken);
    }

    async Task HandleAsync(GroupMessage message, MessageTrace? trace, CancellationToken stoppingToken)
    {
        using var span = trace is null ? null : LiveGenTracing.Handle(trace.Context, worker, message.EventName);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var instance = (ChannelWorker)_factory(scope.ServiceProvider, null);
            instance.Queue = queue;
            try
            {
                await _events.HandleAsync(instance, message, stoppingToken);
            }
            finally
            {
                await Disposal.DisposeAsync(instance);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            LiveGenTracing.Fail(span, e);
            ConsumersLog.WorkFailed(_log, e, worker, LogText.Clean(message.EventName));
        }
    }
}
