using LiveGen.Wire;

namespace LiveGen.Consumers;

// What the one timer of all connections checks: deadlines and silence.
sealed partial class Connection
{
    // By when hello, or the rest of a message, must be here; 0 for none.
    long _readDeadline;

    // By when the page must have answered our close frame; 0 while there is none.
    long _closeDeadline;

    // When the sign-in that opened the socket ends; null when it does not say. Wall-clock time, as in the cookie or token.
    readonly DateTimeOffset? _signInEnds;

    // When the last frame was sent, no finer than the timer's period.
    long _lastSent;

    /// <summary>Looks after the connection; called by the shared timer.</summary>
    public void Watch(long now)
    {
        if (_closeDeadline != 0)
        {
            if (now >= _closeDeadline)
                Abort(_closeCode);
        }
        else if (_signInEnds is { } end && _sockets.Time.GetUtcNow() >= end)
            EndSignIn();
        else if (_readDeadline != 0 && now >= _readDeadline)
            Refuse(CloseCodes.NoHello, _greeted ? "a message that does not end" : "no hello in time");
        else if (_outbound.SendingSince is > 0 and var since && _sockets.Time.GetElapsedTime(since, now) >= _sockets.Options.SendTimeout)
        {
            ConsumersLog.SlowReader(_sockets.Log, ConsumerType, ChannelName);
            Abort(CloseCodes.SlowReader);
        }
        else
        {
            if (_greeted && _sockets.IsSilenceLong(_lastSent, now))
                Send(PingFrame());
            WatchUser(now);
        }
    }

    void EndSignIn()
    {
        if (Close(CloseCodes.SignInNeeded, "sign-in expired"))
            ConsumersLog.SignInEnded(_sockets.Log, ConsumerType, ChannelName);
    }

    // Half of what a timestamp can hold is longer than any process lives; more, added to now, would be the past.
    long Deadline(TimeSpan wait)
    {
        var ticks = wait.TotalSeconds * _sockets.Time.TimestampFrequency;
        return ticks < long.MaxValue / 2 ? _sockets.Time.GetTimestamp() + (long)ticks : long.MaxValue;
    }
}
