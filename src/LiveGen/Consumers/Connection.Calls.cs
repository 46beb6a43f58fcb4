using System.Security.Claims;
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

    async ValueTask ICallRunner.RunAsync(object call)
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
                ChannelMessage message => TakeAsync(message),
                ClaimsPrincipal user => TakeUser(user),
                _ when call == s_denied => DenyAsync(id: null),
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
        _span = null;
        if (_closeAfterCall is var (code, reason))
            Close(code, reason);
    }

    // The page waits for an answer that nobody can give any more: better it connects anew.
    void ICallRunner.OnEscaped(Exception error)
    {
        ConsumersLog.CallEscaped(_sockets.Log, error, ConsumerType, ChannelName);
        Close(CloseCodes.ConsumerFailed, reason: null);
    }

    async ValueTask ConnectAsync()
    {
        try
        {
            ReadToken();
            if (!await BeginAsync())
                return;
            var consumer = _endpoint.Contract.Create(Http.RequestServices);
            consumer.Attach(this);
            _consumer = consumer;
            var commands = await RenderAsync(static c => c.RunConnectedAsync(), consumer);
            if (_closeCode != 0)
                return;
            Welcome(commands);
            if (_resumed != default)
                LiveGenMeter.Resumed(ConsumerType, all: _resumed == Resumption.All);
            OnWelcomed();
            await ReplayAsync();
        }
        catch (ReRenderException)
        {
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
        if (id <= _handledBefore) // a page that comes back does not send what was begun; whoever does is not heard twice
            return;
        _session?.Begin(this, id);
        var (began, outcome) = (LiveGenMeter.Begin(), "ok");
        using var span = _span = LiveGenTracing.IsOn ? LiveGenTracing.Callback(ConsumerType, call.Frame.Name) : null;
        try
        {
            if (Refuses(call.Frame))
            {
                outcome = "stale";
                return;
            }
            if (!await _endpoint.IsAllowedAsync(Http))
            {
                outcome = "denied";
                await DenyAsync(id);
                return;
            }
            call.Parse(_sockets.Options.MaxJsonDepth);
            Current = call;
            SendCollected(await RenderAsync(
                static c => c._endpoint.Contract.ReceiveAsync(c._consumer!, c.Current!.Frame.Name, c.Current.Args, c.Ended), this));
            SendAck(id, ServerFrames.Ack(id));
        }
        catch (InvalidCallbackException e)
        {
            outcome = "invalid";
            SendAck(id, ServerFrames.AckInvalid(id, e.Errors));
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            outcome = "cancelled";
            SendAck(id, ServerFrames.AckLost(id));
        }
        catch (Exception e)
        {
            outcome = "failed";
            var error = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            LiveGenTracing.Fail(span, e);
            span?.SetTag("livegen.error", error);
            ConsumersLog.CallbackFailed(_sockets.Log, e, ConsumerType, LogText.Clean(call.Frame.Name), error);
            SendAck(id, ServerFrames.AckFailed(id, error, DetailOf(e, call)));
        }
        finally
        {
            LiveGenMeter.End(ConsumerType, began, outcome);
            span?.SetTag("livegen.callback.outcome", outcome);
            Current = null;
        }
    }

    // The callback that was refused, or none when a recheck found it out.
    async ValueTask DenyAsync(long? id)
    {
        ConsumersLog.Denied(_sockets.Log, ConsumerType, ChannelName);
        CloseChannel(); // out of all groups before anything else is said
        if (id is { } callback)
            SendAck(callback, ServerFrames.AckDenied(callback));
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
}
