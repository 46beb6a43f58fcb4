using LiveGen.Redis;
using Xunit;

namespace LiveGen.Tests.Redis;

public sealed class BusHealthTests
{
    readonly BusHealth _health = new();

    [Fact]
    public void A_probe_that_comes_back_makes_it_live()
    {
        Assert.False(_health.Live.IsCompleted);
        Assert.True(_health.Returned(_health.NextProbe()));
        Assert.True(_health.Live.IsCompleted);
        Assert.False(_health.Returned(_health.NextProbe()));
    }

    [Fact]
    public void After_a_loss_only_a_later_probe_counts()
    {
        _health.Returned(_health.NextProbe());
        var before = _health.NextProbe();
        var loss = _health.NextLoss;

        Assert.True(_health.Lost());
        Assert.True(loss.IsCompleted);
        Assert.False(_health.Lost());
        Assert.False(_health.Returned(before));
        Assert.False(_health.Live.IsCompleted);
        Assert.True(_health.Returned(_health.NextProbe()));
        Assert.True(_health.Live.IsCompleted);
    }
}
