using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Consumers;

/// <summary>A process stays in the group over which the others tell it who has signed out.</summary>
public sealed class SocketSessionsTests : IDisposable
{
    const string Control = "livegen.control";

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    readonly WatchedTime _time = new();
    readonly RecordingLog _log = new();
    readonly UnreadyLayer _layer;
    readonly OpenSockets _sockets;
    readonly SocketSessions _sessions;

    public SocketSessionsTests()
    {
        _layer = new UnreadyLayer(Control, new ManualTimeProvider());
        _sockets = new OpenSockets(Options.Create(new LiveGenOptions()), _time, _layer, groups: null!, _log);
        _sessions = new SocketSessions(_sockets, new SignedOutCookies(_time));
    }

    public void Dispose()
    {
        _sockets.Dispose();
        _layer.Dispose();
    }

    [Fact]
    public async Task A_join_that_fails_is_tried_again_less_and_less_often_until_it_holds()
    {
        _layer.Failures = 7;

        _sessions.Listen();

        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 30, 30])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await _time.NextAsync(s_patience));
            await _time.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        }
        await _layer.JoinedAsync(s_patience);
        Assert.Equal(7, _log.Of(137).Count());
        Assert.Contains("tries again to join their group in 16 s", _log.Of(137).ElementAt(4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_has_lost_messages_is_joined_again_also_when_that_fails_at_first()
    {
        _sessions.Listen();
        await _layer.JoinedAsync(s_patience);
        _layer.Failures = 1;

        ((IChannelReceiver)_sessions).Lost("another");
        ((IChannelReceiver)_sessions).Lost(Control);

        Assert.Equal(TimeSpan.FromSeconds(1), await _time.NextAsync(s_patience));
        await _time.AdvanceAsync(TimeSpan.FromSeconds(1));
        await _layer.JoinedAsync(s_patience);
        Assert.Equal(3, _layer.Tries);
    }

    [Fact]
    public async Task A_process_that_stops_tries_no_longer()
    {
        _layer.Failures = 1;
        _sessions.Listen();
        await _time.NextAsync(s_patience);

        _sockets.Stop();
        await _time.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(1, _layer.Tries);
    }
}
