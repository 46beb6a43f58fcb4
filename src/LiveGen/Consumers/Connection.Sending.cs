using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// What goes to this page alone. Both sides count it, so that it can be sent again.
sealed partial class Connection
{
    // What the token says that the page has.
    bool _toldDirect;

    // Whether the code that asks belongs to the call that runs, and not to something that the consumer has started beside it.
    bool IsInCall => ReferenceEquals(AmbientRender.Http, Http);

    /// <summary>Sends commands at once, or with those of the event that is being handled, or behind the welcome.</summary>
    /// <exception cref="InvalidOperationException">Together they are larger than a batch may be.</exception>
    public void SendCommands(CommandBatch commands)
    {
        var isInCall = IsInCall;
        if (!isInCall && Ended.IsCancellationRequested) // the next consumer of the session speaks for itself
            return;
        lock (_calling)
        {
            if (!_isWelcomed || isInCall && _event is not null)
            {
                if (!Ended.IsCancellationRequested)
                    Keep(commands);
                return;
            }
        }
        TellGroups();
        if (!isInCall)
            NoteDirect();
        SendCounted(commands.Frame, question: isInCall ? Question() : default);
    }

    void Keep(CommandBatch commands)
    {
        var limit = _sockets.Options.MaxRenderBytes;
        if (_batchBytes + commands.Json.Length > limit)
            throw new InvalidOperationException(
                $"{ConsumerType.Name} sends more than {limit:N0} bytes in one event or while it connects: these go out together. " +
                "Send less at once, or raise LiveGenOptions.MaxRenderBytes.");
        _batchBytes += commands.Json.Length;
        (_batches ??= []).Add(commands);
    }

    List<CommandBatch>? TakeBatches()
    {
        lock (_calling)
        {
            var batches = _batches;
            _batches = null;
            _batchBytes = 0;
            return batches;
        }
    }

    // What is sent beside the calls no other process could send again: the token says so from now on, and from the start for the
    // next sessions of this consumer.
    void NoteDirect()
    {
        if (_toldDirect || _session is not { } session)
            return;
        _toldDirect = _endpoint.Contract.SendsDirectly = session.SendsDirectly = true;
        if (Token() is { } token)
            Send(ServerFrames.Groups(token, []));
    }

    void SendCollected(CommandBatch commands)
    {
        TellGroups();
        if (!commands.IsEmpty)
            SendCounted(commands.Frame, question: Question());
    }

    void SendAck(long id, ReadOnlyMemory<byte> ack)
    {
        TellGroups();
        SendCounted(ack, id);
    }

    void SendCounted(ReadOnlyMemory<byte> frame, long acked = -1, ReadOnlyMemory<byte> question = default)
    {
        _lastSent = _sockets.Now;
        // Kept for who comes back, but not sent ahead of a frame of Send's that was dropped.
        var outbound = Volatile.Read(ref _closeCode) == 0 ? _outbound : null;
        if (!(_session?.Send(this, outbound, frame, acked, question) ?? outbound?.TrySend(frame, question) ?? true))
            TooSlow();
    }

    void TakeSeen(long count)
    {
        if (_session?.Seen(count) == false)
            Refuse(CloseCodes.Malformed, "more frames seen than were sent");
    }
}
