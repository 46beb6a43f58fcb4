using System.Security.Claims;
using System.Security.Cryptography;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Consumers;

// Who is behind the socket, and may they still? Asked from time to time, and at once when somebody signs out.
sealed partial class Connection
{
    // As finely as sockets are spread.
    const double Parts = 1000;

    // The last call of a consumer whose page may no longer call: its goodbye.
    static readonly object s_denied = new();

    // When that is asked next; 0 when there is nothing to ask.
    long _recheckAt;
    bool _rechecking;

    // By when the goodbye must have been said, however busy the consumer is; 0 when it is not denied.
    long _deniedDeadline;

    /// <summary>What the user's id is called between processes; null for a visitor.</summary>
    public string? UserHash { get; }

    /// <summary>Lets it be asked soon.</summary>
    public void RecheckSoon()
    {
        if (_recheckAt != 0)
            _recheckAt = _sockets.Now;
    }

    /// <summary>The user has signed out, or the application says so.</summary>
    public void EndUser()
    {
        if (Close(CloseCodes.SignInNeeded, "signed out"))
            ConsumersLog.SignedOut(_sockets.Log, ConsumerType, ChannelName);
    }

    void WatchUser(long now)
    {
        if (_deniedDeadline != 0 && now >= _deniedDeadline)
            Close(CloseCodes.Denied, "denied");
        else if (_recheckAt != 0 && now >= _recheckAt && !_rechecking)
        {
            _rechecking = true;
            _sockets.Rechecks.Add(this);
        }
    }

    // Spread, so that sockets which were opened together are not asked together; never later than the interval.
    void ScheduleRecheck(double atLeast)
    {
        var part = atLeast + (1 - atLeast) * RandomNumberGenerator.GetInt32((int)Parts) / Parts;
        var interval = _sockets.Options.RecheckInterval;
        _recheckAt = Deadline(interval < TimeSpan.MaxValue ? interval * part : interval);
    }

    /// <summary>Asks now; bounded in time. Throws nothing.</summary>
    public async Task RecheckAsync(TimeSpan limit)
    {
        try
        {
            Recheck recheck;
            IServiceScopeFactory scopes;
            lock (_aborting)
            {
                if (_isOver || _closeCode != 0)
                    return;
                recheck = new Recheck(Http);
                scopes = Http.RequestServices.GetRequiredService<IServiceScopeFactory>();
            }
            switch (await recheck.RunAsync(scopes, _endpoint.Authorization).WaitAsync(limit, _sockets.Time))
            {
                case Recheck.Outcome.SignedOut:
                    EndUser();
                    break;
                case Recheck.Outcome.Denied:
                    EndPermission();
                    break;
                default:
                    _mailbox.TryPost(recheck.User, inline: false); // between two calls: none sees half of it
                    break;
            }
        }
        catch (Exception e)
        {
            ConsumersLog.RecheckFailed(_sockets.Log, e, ConsumerType, ChannelName);
        }
        finally
        {
            ScheduleRecheck(atLeast: 0.8);
            _rechecking = false;
        }
    }

    void EndPermission()
    {
        CloseChannel(); // out of all groups at once, however busy the consumer is
        _recheckAt = 0;
        _deniedDeadline = Deadline(_sockets.Options.CloseTimeout);
        if (_consumer is null || !_mailbox.TryPost(s_denied, inline: false))
            Close(CloseCodes.Denied, "denied");
    }

    ValueTask TakeUser(ClaimsPrincipal user)
    {
        Http.User = user;
        return default;
    }
}
