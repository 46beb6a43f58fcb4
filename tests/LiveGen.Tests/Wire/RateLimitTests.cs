using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

public sealed class RateLimitTests
{
    readonly LiveGenOptions _options = new() { MessageBurst = 3, MessagesPerSecond = 2 };
    readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_burst_then_a_rate()
    {
        var rate = new RateLimit(_options, _time);

        Assert.Equal(3, TakeAll(ref rate));
        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(0, TakeAll(ref rate));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, TakeAll(ref rate));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, TakeAll(ref rate));
    }

    int TakeAll(ref RateLimit rate)
    {
        var taken = 0;
        while (rate.TryTake(_options, _time))
            taken++;
        return taken;
    }
}
