using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// What arrives for a consumer while it connects, what is played again to its page and what is new, in order: it goes out behind the
/// welcome. Bounded as the page's queue is.
/// </summary>
/// <param name="options">How much that is.</param>
/// <param name="replays">Whether some of it is played again: that is limited as frames are, what is new as calls are.</param>
sealed class HeldMessages(LiveGenOptions options, bool replays)
{
    readonly int _most = replays ? options.MaxQueuedFrames : options.MaxQueuedCalls;
    readonly Lock _gate = new();
    Queue<ChannelMessage>? _messages;
    long _bytes;
    bool _isOver;

    /// <summary>Takes a message; false when nothing is held any more.</summary>
    /// <param name="message">The message.</param>
    /// <param name="full">Whether too much is held already.</param>
    public bool TryAdd(ChannelMessage message, out bool full)
    {
        lock (_gate)
        {
            full = false;
            if (_isOver)
                return false;
            _messages ??= new Queue<ChannelMessage>();
            full = _messages.Count >= _most || _messages.Count > 0 && _bytes + message.Payload.Length > options.MaxQueuedBytes;
            if (!full)
            {
                _messages.Enqueue(message);
                _bytes += message.Payload.Length;
            }
            return true;
        }
    }

    /// <summary>The next one; null when there is none, and from then on nothing is held.</summary>
    public ChannelMessage? Next()
    {
        lock (_gate)
        {
            if (_messages is not null && _messages.TryDequeue(out var message))
            {
                _bytes -= message.Payload.Length;
                return message;
            }
            _isOver = true;
            return null;
        }
    }
}
