using System.Security.Cryptography;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// The consumer's side: its methods run one at a time, and what they collected is sent when they return.
sealed partial class Connection
{
    // The first call of every mailbox; what arrives from groups while it runs waits behind it.
    static readonly object s_connect = new();

    /// <summary>The callback that is being handled, for the consumer's <c>Meta</c>.</summary>
    public CallbackCall? Current { get; private set; }

    void IChannelReceiver.Deliver(ChannelMessage message)
    {
        var content = message.Decoded as GroupMessage ?? Decode(message);
        if (content.EventName is null)
            DeliverFrame(message, content.Frame);
        else if (_endpoint.Contract.Events.Handles(content) && !_mailbox.TryPost(message, inline: false))
            TooBusy();
    }

    // Straight to the socket; behind the group's events when the consumer has not handled them yet.
    void DeliverFrame(ChannelMessage message, ReadOnlyMemory<byte> frame)
    {
        if (frame.IsEmpty)
            return;
        if (!_mailbox.TryPostBehind(message, out var full))
            Send(frame);
        else if (full)
            TooBusy();
    }

    GroupMessage Decode(ChannelMessage message)
    {
        var content = GroupMessage.Of(message);
        if (content == GroupMessage.Unreadable)
            ConsumersLog.Unreadable(_sockets.Log, message.Group ?? ChannelName, message.Payload.Length);
        return content;
    }

    void TooBusy()
    {
        if (Close(CloseCodes.TryLater, reason: null))
            ConsumersLog.TooBusy(_sockets.Log, ConsumerType, ChannelName, _sockets.Options.MaxQueuedCalls);
    }

    // Throws nothing: the mailbox goes on whatever a consumer does.
    ValueTask RunCallAsync(object call)
    {
        if (_closeCode != 0)
            return default;
        return call switch
        {
            CallbackCall callback => ReceiveAsync(callback),
            ChannelMessage message when GroupMessage.Of(message) is { EventName: null } commands => SendLate(commands),
            ChannelMessage message => HandleAsync(message),
            _ => ConnectAsync(),
        };
    }

    ValueTask SendLate(GroupMessage commands)
    {
        Send(commands.Frame);
        return default;
    }

    async ValueTask ConnectAsync()
    {
        try
        {
            _sockets.Channels.Open(ChannelName, this);
            var consumer = _endpoint.Contract.Create(Http.RequestServices);
            consumer.Attach(this);
            _consumer = consumer;
            var commands = await AmbientRender.RunAsync(static c => c.RunConnectedAsync(), consumer, Http, target: null);
            Send(ServerFrames.Welcome(ChannelName, _sockets.Options.HeartbeatInterval));
            SendCollected(commands);
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            ConsumersLog.ConnectFailed(_sockets.Log, e, ConsumerType, ChannelName);
            Close(CloseCodes.ConsumerFailed, reason: null);
        }
    }

    async ValueTask ReceiveAsync(CallbackCall call)
    {
        var id = call.Frame.Id;
        try
        {
            if (!await _endpoint.IsAllowedAsync(Http))
            {
                await DenyAsync(id);
                return;
            }
            Current = call;
            SendCollected(await AmbientRender.RunAsync(
                static c => c._endpoint.Contract.ReceiveAsync(c._consumer!, c.Current!.Frame.Name, c.Current.Frame.Args, c.Ended),
                this, Http, target: null));
            Send(ServerFrames.Ack(id));
        }
        catch (InvalidMessageException e)
        {
            Send(ServerFrames.AckInvalid(id, e.Errors));
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            var error = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            ConsumersLog.CallbackFailed(_sockets.Log, e, ConsumerType, LogText.Clean(call.Frame.Name), error);
            Send(ServerFrames.AckFailed(id, error));
        }
        finally
        {
            Current = null;
        }
    }

    async ValueTask DenyAsync(long id)
    {
        ConsumersLog.Denied(_sockets.Log, ConsumerType, ChannelName);
        _sockets.Channels.Close(ChannelName); // out of all groups before anything else is said
        Send(ServerFrames.AckDenied(id));
        try
        {
            await _consumer!.RunPermissionDeniedAsync();
        }
        finally
        {
            Close(CloseCodes.Denied, "denied");
        }
    }

    async ValueTask HandleAsync(ChannelMessage message)
    {
        try
        {
            SendCollected(await AmbientRender.RunAsync(
                static s => s.Me._endpoint.Contract.Events.HandleAsync(s.Me._consumer!, s.Event, s.Me.Ended),
                (Me: this, Event: GroupMessage.Of(message)), Http, target: null));
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            ConsumersLog.EventFailed(_sockets.Log, e, ConsumerType, LogText.Clean(GroupMessage.Of(message).EventName));
        }
    }

    void SendCollected(CommandBatch commands)
    {
        if (!commands.IsEmpty)
            Send(commands.Frame);
    }
}
