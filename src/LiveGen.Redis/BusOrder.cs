namespace LiveGen.Redis;

/// <summary>
/// Puts bus messages back into the order of their numbers and notices missing ones. StackExchange.Redis 1.2.6 hands
/// messages over in order, later versions do not promise it; and only numbers tell that something was lost.
/// </summary>
/// <remarks>
/// A message that comes early is parked until the ones before it have come or the caller gives up. Numbers only order:
/// no message is ever dropped because of its number, so a counter that Redis has lost or rolled back cannot deafen us.
/// </remarks>
internal sealed class BusOrder(Action<BusMessage> deliver)
{
    /// <summary>More than this waiting means that the missing one is lost, not late.</summary>
    public const int MaxParked = 64;

    readonly PriorityQueue<BusMessage, long> _parked = new();

    // The latest numbers that were given up and may still come; they are not the beginning of a new count.
    readonly List<long> _givenUp = new(MaxParked);
    long _last;

    /// <summary>Whether messages wait for one that has not come.</summary>
    public bool IsWaiting => _parked.Count > 0;

    /// <summary>Takes the next message as it arrived; returns how many it gave up as lost, mostly 0.</summary>
    public long Add(BusMessage message)
    {
        if (message.Number == 0)
        {
            deliver(message);
            return 0;
        }
        if (_givenUp.Remove(message.Number))
        {
            deliver(message); // late; the ones that follow wait for others or for none
            return 0;
        }
        if (_last == 0 || message.Number <= _last)
        {
            // The first one heard, or the counter started anew.
            var missing = GiveUp();
            deliver(message);
            _givenUp.Clear();
            NoteGivenUp(1, message.Number - 1);
            _last = message.Number;
            return missing;
        }
        _parked.Enqueue(message, message.Number);
        Release();
        return _parked.Count > MaxParked ? GiveUp() : 0;
    }

    /// <summary>Delivers what is parked, in order, and returns how many messages are missing between.</summary>
    public long GiveUp()
    {
        long missing = 0;
        while (_parked.TryDequeue(out var message, out var number))
        {
            missing += Math.Max(0, number - _last - 1);
            NoteGivenUp(_last + 1, number - 1);
            _last = Math.Max(_last, number);
            deliver(message);
        }
        return missing;
    }

    void NoteGivenUp(long first, long last)
    {
        for (var number = Math.Max(first, last - MaxParked + 1); number <= last; number++)
            _givenUp.Add(number);
        if (_givenUp.Count > MaxParked)
            _givenUp.RemoveRange(0, _givenUp.Count - MaxParked);
    }

    void Release()
    {
        while (_parked.TryPeek(out var message, out var number) && number <= _last + 1)
        {
            _parked.Dequeue();
            _last = Math.Max(_last, number);
            deliver(message);
        }
    }
}
