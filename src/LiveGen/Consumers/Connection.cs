using System.Net.WebSockets;
using System.Security.Claims;
using LiveGen.Channels;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace LiveGen.Consumers;

/// <summary>
/// One open socket: reads the page's frames, runs the consumer's methods one at a time, writes frames in order.
/// </summary>
/// <remarks>
/// This file is its life, <c>Connection.Ending.cs</c> its end; <c>Connection.Reading.cs</c> is the page's side, <c>Connection.Calls.cs</c> the
/// consumer's, <c>Connection.Delivery.cs</c> what comes from groups, <c>Connection.Session.cs</c> what outlives the connection,
/// <c>Connection.Tracing.cs</c> what recorded traces ask the page, <c>Connection.Watch.cs</c> what the shared timer checks. An idle connection
/// holds no buffer, no timer and no queue.
/// </remarks>
sealed partial class Connection : IChannelReceiver, ICallRunner
{
    readonly WebSocket _socket;
    readonly ConsumerEndpoint _endpoint;
    readonly OpenSockets _sockets;
    readonly Outbound _outbound;
    readonly Mailbox _mailbox;
    readonly CancellationTokenSource _ended = new();

    // Held while the request is aborted, and while it is given back: after that it may serve somebody else.
    readonly Lock _aborting = new();

    const int Lost = -1;

    // Made after hello, so that a stranger's silent socket costs no consumer; from then on it is told of the end.
    LiveGenWebSocketConsumer? _consumer;

    // Why the socket ends: 0 while it lives, the close code, or Lost.
    int _closeCode;
    bool _closedByUs;

    bool _isOver;

    public Connection(WebSocket socket, HttpContext http, ConsumerEndpoint endpoint, OpenSockets sockets)
    {
        _socket = socket;
        _endpoint = endpoint;
        _sockets = sockets;
        Http = http;
        Ended = _ended.Token;
        ChannelName = sockets.Channels.NewChannelName();
        _outbound = new Outbound(socket, sockets.Options, sockets.Time, SocketTransport.Of(http));
        _mailbox = new Mailbox(this, sockets.Options);
        _rate = new RateLimit(sockets.Options, sockets.Time);
        _readDeadline = Deadline(sockets.Options.HelloTimeout);
        _lastSent = sockets.Now;
        UserHash = SocketSessions.HashOf(User);
        if (endpoint.Authorization is not null || Recheck.IsAuthenticated(http))
            ScheduleRecheck(atLeast: 0.5);
        _signInEnds = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
    }

    /// <summary>The session's channel: a new one, or that of the session to which the page comes back.</summary>
    public string ChannelName { get; private set; }

    public HttpContext Http { get; }

    public OpenSockets Sockets => _sockets;

    // HttpContext.User would make a principal for each visitor who has not signed in, and keep it.
    ClaimsPrincipal? User => Http.Features.Get<IHttpAuthenticationFeature>()?.User;

    /// <summary>Cancelled when the socket ends; kept, for a consumer that is left behind may ask for it later.</summary>
    public CancellationToken Ended { get; }

    Type ConsumerType => _endpoint.Contract.ConsumerType;

    /// <summary>Serves the socket until it has ended and the consumer knows.</summary>
    public async Task RunAsync()
    {
        LiveGenMeter.Opened(ConsumerType);
        try
        {
            if (!_sockets.TryAdd(this))
                Close(CloseCodes.Restart, "restart");
            await ReadToEndAsync();
            await FinishAsync();
        }
        finally
        {
            // Whatever went wrong before: nothing may reach a connection whose request is over.
            lock (_aborting)
                _isOver = true;
            CloseChannel();
            _session?.Leave(this, keep: !EndsSession);
            LiveGenMeter.Closed(ConsumerType);
            _sockets.Remove(this);
            // Disposing one that is not closed would abort the connection, and with it a close frame still on its way.
            if (_socket.State == WebSocketState.Closed)
                _socket.Dispose();
            _ended.Dispose();
        }
    }

    /// <summary>Ends the socket in order: what waits goes out, then the close frame. The first call counts.</summary>
    public bool Close(int code, string? reason)
    {
        if (Interlocked.CompareExchange(ref _closeCode, code, 0) != 0)
            return false;
        _closedByUs = true;
        _closeDeadline = Deadline(_sockets.Options.CloseTimeout);
        _outbound.Close(code, reason, flush: true);
        return true;
    }

    /// <summary>Ends the socket at once, without a close frame; nothing happens when it is over.</summary>
    public void Abort(int code)
    {
        Interlocked.CompareExchange(ref _closeCode, code, 0);
        _outbound.Abandon();
        lock (_aborting)
        {
            if (_isOver)
                return;
            try
            {
                Http.Abort();
            }
            finally
            {
                _socket.Abort();
            }
        }
    }

    /// <summary>Sends a frame; a reader that is too slow for its queue is cut off, and nobody else waits for it.</summary>
    /// <remarks>
    /// Nothing once the socket ends. Calls are dropped from then on, and a message of a group that went out behind a dropped one would be
    /// where the page comes back from. Who sends it has seen in <see cref="Mailbox.TryPostBehind"/>, or by nothing being held any more, that
    /// none is before it, and so sees here why.
    /// </remarks>
    /// <param name="frame">The frame.</param>
    /// <param name="question">What goes out ahead of it, from <see cref="ApplyQuestions"/>.</param>
    public void Send(SocketFrame frame, ReadOnlyMemory<byte> question = default)
    {
        if (Volatile.Read(ref _closeCode) != 0)
            return;
        _lastSent = _sockets.Now;
        if (!_outbound.TrySend(frame, question))
            TooSlow();
    }

    // What is played again may be more than a page's queue holds, and is no reader's fault.
    void TooSlow()
    {
        if (_isReplaying)
        {
            ReRender(ReRenderReason.Size, "more is to be played again than may wait for one page");
            return;
        }
        LiveGenMeter.Overflowed(ConsumerType, LiveGenMeter.Outbound);
        ConsumersLog.SlowReader(_sockets.Log, ConsumerType, ChannelName);
        Abort(CloseCodes.SlowReader);
    }
}
