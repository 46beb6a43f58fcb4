using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>
/// The key of this process for HTML that goes to many pages, none of whose own keys could seal it. A new one each hour keeps
/// what one key opens small; a new one at half of a token's time, where that is sooner, leaves the rest of it to be called in.
/// </summary>
sealed class SharedKeys(PageTokens tokens, TimeProvider time)
{
    static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    readonly TimeSpan _rotation = tokens.Lifetime / 2 < s_longest ? tokens.Lifetime / 2 : s_longest;

    sealed record Turn(PageKey Key, DateTimeOffset Ends);

    readonly Lock _turning = new();
    volatile Turn? _turn;

    public PageKey Current
    {
        get
        {
            var now = time.GetUtcNow();
            return _turn is { } turn && now < turn.Ends ? turn.Key : Next(now);
        }
    }

    PageKey Next(DateTimeOffset now)
    {
        lock (_turning)
        {
            if (_turn is { } other && now < other.Ends) // another thread was first
                return other.Key;
            var key = PageKey.CreateShared(tokens.IssueShared);
            _turn = new Turn(key, now + _rotation);
            return key;
        }
    }
}
