using System.Buffers;
using System.Net.WebSockets;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// The page's side: messages come in, are bounded and checked, and become calls.
sealed partial class Connection
{
    const int FirstBuffer = 4 * 1024;

    RateLimit _rate;
    bool _greeted;

    // Ends when the page's close frame came, or the socket is lost. Throws nothing.
    async Task ReadToEndAsync()
    {
        try
        {
            // Waits without a buffer, and here: a method of its own that waits would cost each idle socket its state.
            ValueWebSocketReceiveResult begin;
            do
                begin = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            while (begin.MessageType != WebSocketMessageType.Close && await ReadMessageAsync(begin));
            if (_socket.CloseStatus is { } status)
                Interlocked.CompareExchange(ref _closeCode, (int)status, 0);
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode == WebSocketError.Faulted)
        {
            // The socket has found bad UTF-8 or a broken WebSocket frame, and has sent 1007 or 1002 itself.
            Interlocked.CompareExchange(ref _closeCode, CloseCodes.BadUtf8, 0);
            ConsumersLog.BadInput(_sockets.Log, ConsumerType, ChannelName, CloseCodes.BadUtf8, "bad UTF-8 or a broken WebSocket frame");
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Interlocked.CompareExchange(ref _closeCode, Lost, 0);
        }
        catch (Exception e)
        {
            ConsumersLog.ReadFailed(_sockets.Log, e, ConsumerType, ChannelName);
            Interlocked.CompareExchange(ref _closeCode, Lost, 0);
        }
    }

    // Reads a message that has begun into a rented buffer. False when the page has closed.
    async ValueTask<bool> ReadMessageAsync(ValueWebSocketReceiveResult begin)
    {
        if (_greeted)
            _readDeadline = Deadline(_sockets.Options.MessageTimeout);

        var limit = _sockets.Options.MaxFrameBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, limit + 1));
        try
        {
            var length = 0;
            for (var end = begin.EndOfMessage; !end;)
            {
                if (length == buffer.Length)
                    buffer = Grow(buffer, limit);
                // Never asks for more than one byte over the limit: a receive waits until what it asked for is there.
                var room = Math.Min(buffer.Length, limit + 1) - length;
                var read = await _socket.ReceiveAsync(buffer.AsMemory(length, room), CancellationToken.None);
                if (read.MessageType == WebSocketMessageType.Close)
                    return false;
                length += read.Count;
                end = read.EndOfMessage;
                if (length > limit)
                {
                    Refuse(CloseCodes.TooLarge, $"a message of more than {limit} bytes");
                    length = 0; // the rest is read over until the page answers the close frame
                }
            }
            if (_greeted)
                _readDeadline = 0;
            if (_closeCode == 0)
                Take(begin.MessageType, buffer.AsSpan(0, length));
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static byte[] Grow(byte[] buffer, int limit)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, limit + 1L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    void Take(WebSocketMessageType type, ReadOnlySpan<byte> message)
    {
        if (type != WebSocketMessageType.Text)
        {
            Refuse(CloseCodes.Binary, "a binary message");
            return;
        }
        if (!_rate.TryTake(_sockets.Options, _sockets.Time))
        {
            Refuse(CloseCodes.TooFast, $"more than {_sockets.Options.MessagesPerSecond} messages per second");
            return;
        }
        try
        {
            Take(ClientFrameReader.Read(message, _sockets.Options.MaxJsonDepth));
        }
        catch (MalformedFrameException e)
        {
            Refuse(CloseCodes.Malformed, e.Message);
        }
    }

    void Take(in ClientFrame frame)
    {
        if (!_greeted)
            Greet(frame);
        else if (frame.Kind == ClientFrameKind.Ping)
            Send(ServerFrames.Pong);
        else if (frame.Kind == ClientFrameKind.Hello)
            Refuse(CloseCodes.Malformed, "a second hello");
        else if (frame.Kind == ClientFrameKind.Seen)
            TakeSeen(frame.Id);
        else if (frame.Kind == ClientFrameKind.Applied)
            TakeApplied(frame.Id, frame.Took);
        else if (!_endpoint.Contract.Takes(frame.Name))
            Refuse(CloseCodes.Malformed, $"no IReceive for a callback named {LogText.Clean(frame.Name)}");
        else if (!_mailbox.TryPost(new CallbackCall(frame), inline: true))
            Refuse(CloseCodes.TooFast, $"more than {_sockets.Options.MaxQueuedCalls} callbacks and events, or {_sockets.Options.MaxQueuedCallBytes} bytes of callbacks, wait");
    }

    void Greet(in ClientFrame frame)
    {
        if (frame.Kind != ClientFrameKind.Hello)
            Refuse(CloseCodes.Malformed, "no hello first");
        else if (frame.Version != Protocol.Version)
            Refuse(CloseCodes.OtherVersion, "another protocol version");
        else
        {
            _greeted = true;
            _token = frame.Token;
            _claim = frame.Session;
            _readDeadline = 0;
            _mailbox.TryPost(s_connect, inline: true);
        }
    }

    // The documented close code, a line without the page's data, and nothing else.
    void Refuse(int code, string why)
    {
        if (Close(code, reason: null))
            ConsumersLog.BadInput(_sockets.Log, ConsumerType, ChannelName, code, why);
    }
}
