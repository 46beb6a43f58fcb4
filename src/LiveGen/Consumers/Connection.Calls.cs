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

    // Calls run one at a time, so one place is enough for the close that a call asked for.
    readonly Lock _calling = new();
    (int Code, string? Reason)? _closeAfterCall;
    bool _inCall;

    /// <summary>The callback that is being handled, for the consumer's <c>Meta</c>.</summary>
    public CallbackCall? Current { get; private set; }

    /// <summary>Ends the socket in order; while a call runs, after what that call sends when it returns.</summary>
    public void CloseAfterCall(int code, string? reason)
    {
        lock (_calling)
        {
            if (_inCall)
            {
                _closeAfterCall ??= (code, reason);
                return;
            }
        }
        Close(code, reason);
    }

    void IChannelReceiver.Deliver(ChannelMessage message)
    {
        var content = message.Decoded as GroupMessage ?? Decode(message);
        if (content.EventName is null)
            DeliverFrame(message, content.Frame);
        else if (_endpoint.Contract.Events.Handles(content) && !_mailbox.TryPost(message, inline: false))
            TooBusy();
    }

    void IChannelReceiver.Lost(string group) => Close(CloseCodes.ReRender, "re-render");

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

    async ValueTask RunCallAsync(object call)
    {
        if (_closeCode != 0)
            return;
        lock (_calling)
            _inCall = true;
        try
        {
            await (call switch
            {
                CallbackCall callback => ReceiveAsync(callback),
                ChannelMessage message when GroupMessage.Of(message) is { EventName: null } commands => SendLate(commands),
                ChannelMessage message => HandleAsync(message),
                _ => ConnectAsync(),
            });
        }
        finally
        {
            EndCall();
        }
    }

    void EndCall()
    {
        lock (_calling)
            _inCall = false;
        if (_closeAfterCall is var (code, reason))
            Close(code, reason);
    }

    // The page waits for an answer that nobody can give any more: better it connects anew.
    void OnCallEscaped(Exception error)
    {
        ConsumersLog.CallEscaped(_sockets.Log, error, ConsumerType, ChannelName);
        Close(CloseCodes.ConsumerFailed, reason: null);
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
            ReadToken();
            _sockets.Channels.Open(ChannelName, this);
            var consumer = _endpoint.Contract.Create(Http.RequestServices);
            consumer.Attach(this);
            _consumer = consumer;
            var commands = await RenderAsync(static c => c.RunConnectedAsync(), consumer);
            Send(new WelcomeFrame(ChannelName, _sockets.Options.HeartbeatInterval).ToBytes());
            OnWelcomed();
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
            if (Refuses(call.Frame))
                return;
            if (!await _endpoint.IsAllowedAsync(Http))
            {
                await DenyAsync(id);
                return;
            }
            call.Parse(_sockets.Options.MaxJsonDepth);
            Current = call;
            SendCollected(await RenderAsync(
                static c => c._endpoint.Contract.ReceiveAsync(c._consumer!, c.Current!.Frame.Name, c.Current.Args, c.Ended), this));
            Send(ServerFrames.Ack(id));
        }
        catch (InvalidCallbackException e)
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
            Send(ServerFrames.AckFailed(id, error, DetailOf(e, call)));
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
            SendCollected(await AmbientRender.RunAsync(
                static c => c.RunPermissionDeniedAsync(), _consumer!, Http, target: null));
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
            SendCollected(await RenderAsync(
                static s => s.Me._endpoint.Contract.Events.HandleAsync(s.Me._consumer!, s.Event, s.Me.Ended),
                (Me: this, Event: GroupMessage.Of(message))));
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
