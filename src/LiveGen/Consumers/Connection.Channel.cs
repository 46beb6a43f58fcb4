using System.Security.Cryptography;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// The session's channel: opened once it is known which, and closed once.
sealed partial class Connection
{
    // Of a connection that has taken a session over: what it told the other processes, and whether that has come round.
    string? _replacement;
    bool _replacementSeen;

    // Whether the channel is, or may again be, opened; locked by _aborting.
    bool _channelOpen, _channelClosed;

    bool Open()
    {
        if (_key != PageKey.None)
        {
            _session = NewSession(ChannelName);
            _sockets.Sessions.TryAdd(_session);
        }
        var now = _sockets.Channels.Position; // nobody knows the channel yet: nothing can have been sent to it
        Hold();
        lock (_aborting)
        {
            if (_channelClosed)
                return false;
            _sockets.Channels.Open(ChannelName, this);
            _channelOpen = true;
        }
        lock (_places)
            _places.Set(ChannelName, new Place(now, now, 0));
        return true;
    }

    async ValueTask<bool> OpenAsync(GroupPosition floor, GroupPosition from)
    {
        Hold();
        if (!await _sockets.Channels.OpenAsync(ChannelName, this, from, Ended))
            return Refuses("the history of its channel does not reach back", ReRenderReason.History);
        lock (_places)
            _places.Set(ChannelName, new Place(floor, from, 0));
        lock (_aborting)
        {
            _channelOpen = true;
            if (_channelClosed)
            {
                _sockets.Channels.Close(ChannelName);
                return false;
            }
        }
        if (_sockets.Channels.IsShared)
        {
            _replacement = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            await _sockets.Channels.SendAsync(ChannelName, GroupMessage.EncodeReplacement(_replacement), Ended);
        }
        return true;
    }

    // A connection of this session that another process has, or had. Those before our own word are older than this one.
    void TakeReplacement(string by)
    {
        if (by == _replacement)
            _replacementSeen = true;
        else if ((_replacement is null || _replacementSeen) && Close(CloseCodes.Replaced, "replaced") && _session is { } session)
            _sockets.Sessions.End(session);
    }

    /// <summary>Takes the socket out of its groups for good.</summary>
    public void CloseChannel()
    {
        lock (_aborting)
        {
            if (_channelClosed)
                return;
            _channelClosed = true;
            if (!_channelOpen)
                return;
        }
        _sockets.Channels.Close(ChannelName);
    }

    void Hold() => Volatile.Write(ref _held, new HeldMessages(_sockets.Options, _beginning.Replays));
}
