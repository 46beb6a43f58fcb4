using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// What comes from groups: commands for the page, events for the consumer, each with its position.
sealed partial class Connection : IChannelReceiver
{
    // While the consumer connects; then null.
    HeldMessages? _held;
    bool _isReplaying;

    // The event that is being handled, and what its method has sent beside what it collected.
    ChannelMessage? _event;
    List<CommandBatch>? _batches;
    long _batchBytes;

    void IChannelReceiver.Deliver(ChannelMessage message)
    {
        if (Volatile.Read(ref _held) is { } held && held.TryAdd(message, out var full))
        {
            if (full)
                TooMuchHeld();
            return;
        }
        var content = Decode(message);
        if (content.EventName is null)
            DeliverFrame(message, content);
        else if (!_endpoint.Contract.Events.Handles(content))
            PassBy(message);
        else if (!_mailbox.TryPost(message, inline: false))
            TooBusy();
    }

    void IChannelReceiver.Lost(string group) => ReRender(ReRenderReason.Lost, $"what {group} sent meanwhile cannot be had any more");

    // Straight to the socket; behind the group's events when the consumer has not handled them yet.
    void DeliverFrame(ChannelMessage message, GroupMessage content)
    {
        if (content.Frame.IsEmpty)
        {
            TakeNoFrame(message, content);
            return;
        }
        if (!_mailbox.TryPostBehind(message, out var full))
            Send(content.Frame, QuestionOf(message));
        else if (full)
            TooBusy();
    }

    // What is nothing to this page: its position is told some time, unless messages before it are still on their way.
    void PassBy(ChannelMessage message)
    {
        if (_mailbox.IsQuiet)
            NoteSilent(message);
    }

    void TakeNoFrame(ChannelMessage message, GroupMessage content)
    {
        if (content.Replacement is { } by && message.Group is null)
            TakeReplacement(by);
        PassBy(message);
    }

    // A message of the channel's own is decoded for this connection, all others once in the process.
    GroupMessage Decode(ChannelMessage message)
    {
        if (message.Decoded is GroupMessage known)
            return known;
        var content = GroupMessage.Of(message, ChannelName);
        if (content == GroupMessage.Unreadable)
            ConsumersLog.Unreadable(_sockets.Log, message.Group ?? ChannelName, message.Payload.Length);
        return content;
    }

    void TooBusy()
    {
        if (!Close(CloseCodes.TryLater, reason: null))
            return;
        LiveGenMeter.Overflowed(ConsumerType, LiveGenMeter.Calls);
        ConsumersLog.TooBusy(_sockets.Log, ConsumerType, ChannelName, _sockets.Options.MaxQueuedCalls);
    }

    void TooMuchHeld()
    {
        if (_beginning.Replays)
            ReRender(ReRenderReason.Size, "more is to be played again than may wait for one page");
        else
            TooBusy();
    }

    // In the consumer's turn.
    async ValueTask TakeAsync(ChannelMessage message)
    {
        if (message.Group is { } group && !IsIn(group))
            return; // it was left while the message waited
        var content = Decode(message);
        if (content.EventName is not null && _endpoint.Contract.Events.Handles(content))
            await HandleAsync(message, content);
        else if (content.Frame.IsEmpty)
            NoteSilent(message);
        else
            Send(content.Frame, QuestionOf(message));
    }

    // What was held, in order; what comes meanwhile goes behind it.
    async ValueTask ReplayAsync()
    {
        _isReplaying = _beginning.Replays;
        while (_closeCode == 0 && _closeAfterCall is null && _held!.Next() is { } message)
        {
            if (Decode(message) is { Replacement: { } by } && message.Group is null)
                TakeReplacement(by);
            await TakeAsync(message);
        }
        _isReplaying = false;
        Volatile.Write(ref _held, null);
    }

    async ValueTask HandleAsync(ChannelMessage message, GroupMessage content)
    {
        var collected = CommandBatch.Empty;
        _event = message;
        using var span = Follow(message, content);
        try
        {
            collected = await RenderAsync(
                static s => s.Me._endpoint.Contract.Events.HandleAsync(s.Me._consumer!, s.Event, s.Me.Ended), (Me: this, Event: content));
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            TakeBatches();
            return; // it is played again to the next consumer of this session
        }
        catch (Exception e)
        {
            LiveGenTracing.Fail(span, e);
            ConsumersLog.EventFailed(_sockets.Log, e, ConsumerType, LogText.Clean(content.EventName));
        }
        finally
        {
            _event = null;
        }
        SendOfEvent(message, collected);
    }

    // One frame, so that the page has all of the event or nothing.
    void SendOfEvent(ChannelMessage message, CommandBatch collected)
    {
        TellGroups();
        var batches = TakeBatches();
        if (batches is null && collected.IsEmpty)
        {
            NoteSilent(message);
            return;
        }
        if (batches is null)
            batches = [collected];
        else if (!collected.IsEmpty)
            batches.Add(collected);
        Send(ServerFrames.CommandsOf(CommandBatch.JsonOf(batches).Span, message.Group ?? ChannelName, message.Position), Question());
    }
}
