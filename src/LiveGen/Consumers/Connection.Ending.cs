using System.Net.WebSockets;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// The end of the socket and of its consumer.
sealed partial class Connection
{
    // Completes when the consumer has ended.
    TaskCompletionSource? _gone;

    /// <summary>Gives the session to a newer connection: completes when this one's consumer has ended.</summary>
    public Task ReplaceAsync()
    {
        Close(CloseCodes.Replaced, "replaced");
        return _mailbox.InContext(static me => me.EndConsumerAsync(CloseCodes.Replaced), this);
    }

    // Every end but those that may be a fault of the network, of this process or of history: then the page comes back to all of it.
    internal bool EndsSession => _closedByUs && _closeCode is not (CloseCodes.ReRender or CloseCodes.Replaced or CloseCodes.SlowReader
        or CloseCodes.TryLater or CloseCodes.Restart or CloseCodes.NoHello);

    // The reading half has ended: no more calls, the page's close frame is answered, the consumer is told.
    async Task FinishAsync()
    {
        var code = _closeCode switch
        {
            0 or Lost => (int?)null,
            var sent => sent,
        };
        var ended = EndConsumerAsync(code);
        await EndSendingAsync(code);
        await ended;
        ConsumersLog.Closed(_sockets.Log, ConsumerType, ChannelName, code);
    }

    // Once, by whoever is first: this connection, which has been lost, or a newer one of its session.
    Task EndConsumerAsync(int? code)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _gone, gone, null) is { } first)
            return first.Task;
        _ = EndConsumerAsync(code, gone);
        return gone.Task;
    }

    async Task EndConsumerAsync(int? code, TaskCompletionSource gone)
    {
        try
        {
            await CancelEndedAsync();
            // No more events from groups, even if the call that runs does not end.
            CloseChannel();
            _consumer?.EndTracking();
            if (await EndsInTimeAsync(_mailbox.StopAsync())
                && _consumer is { } consumer && await EndsInTimeAsync(DisconnectAsync(consumer, code)))
                await DisposeAsync(consumer);
        }
        finally
        {
            gone.TrySetResult();
        }
    }

    // Whoever got the token may have registered something on it that throws.
    async Task CancelEndedAsync()
    {
        try
        {
            await _ended.CancelAsync();
        }
        catch (Exception e)
        {
            ConsumersLog.EndedFailed(_sockets.Log, e, ConsumerType, ChannelName);
        }
    }

    // Answers the page's close frame, if the page was first; a lost socket is dropped.
    async Task EndSendingAsync(int? code)
    {
        if (_socket.State is WebSocketState.CloseReceived && code is { } answer)
            _outbound.Close(answer, reason: null, flush: false);
        else
            _outbound.Abandon();

        var finished = _outbound.FinishedAsync();
        if (!finished.IsCompleted && _socket.State is not (WebSocketState.CloseReceived or WebSocketState.CloseSent or WebSocketState.Closed))
            Abort(Lost);
        await finished;
    }

    // A consumer may take its time to end, but it does not hold up a process that stops.
    async Task<bool> EndsInTimeAsync(Task work)
    {
        if (work.IsCompleted || await Task.WhenAny(work, _sockets.StopDeadline) == work)
            return true;
        ConsumersLog.LeftBehind(_sockets.Log, ConsumerType, ChannelName);
        return false;
    }

    async Task DisconnectAsync(LiveGenWebSocketConsumer consumer, int? code)
    {
        try
        {
            await consumer.RunDisconnectedAsync(code);
        }
        catch (Exception e)
        {
            ConsumersLog.DisconnectFailed(_sockets.Log, e, ConsumerType, ChannelName);
        }
    }

    async ValueTask DisposeAsync(LiveGenWebSocketConsumer consumer)
    {
        try
        {
            await Disposal.DisposeAsync(consumer);
        }
        catch (Exception e)
        {
            ConsumersLog.DisconnectFailed(_sockets.Log, e, ConsumerType, ChannelName);
        }
    }
}
