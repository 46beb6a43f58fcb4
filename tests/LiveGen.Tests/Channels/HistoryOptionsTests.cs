using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Channels;

public sealed class HistoryOptionsTests
{
    static string? Refusal(Action<LiveGenOptions> set)
    {
        var options = new LiveGenOptions();
        set(options);
        return new LiveGenOptionsValidator().Validate(name: null, options).FailureMessage;
    }

    [Fact]
    public void Limits_that_cannot_work_are_refused_by_name()
    {
        Assert.Null(Refusal(_ => { }));
        Assert.Contains("HistoryMessages is 0, but must be more than zero", Refusal(options => options.HistoryMessages = 0), StringComparison.Ordinal);
        Assert.Contains("HistoryBytes is 11, but must be at most MaxHistoryBytes (10)",
            Refusal(options => (options.HistoryBytes, options.MaxHistoryBytes) = (11, 10)), StringComparison.Ordinal);
        Assert.Contains("HistoryAge is 1.00:00:01, but must be at most a day",
            Refusal(options => options.HistoryAge = TimeSpan.FromSeconds(86_401)), StringComparison.Ordinal);
    }
}
