using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>A verb that fails leaves the batch as it was before it.</summary>
public sealed class FailedVerbTests
{
    [Fact]
    public void A_value_that_cannot_be_written_leaves_no_trace() =>
        Assert.Equal("""[["alert","before"],["alert","after"]]""", Live.Render(() =>
        {
            Alert("before");
            Assert.ThrowsAny<Exception>(() => SetClientState("x", new { P = typeof(string) }));
            Assert.ThrowsAny<Exception>(() => SetValue("x", Failing()));
            Assert.ThrowsAny<Exception>(() => ConsoleLog("ok", Failing()));
            Alert("after");
        }).ToString());

    [Fact]
    public void A_batch_whose_only_verb_failed_is_empty() =>
        Assert.True(Live.Render(() => Assert.ThrowsAny<Exception>(() => Dispatch("x", "e", Failing()))).IsEmpty);

    [Fact]
    public void A_verb_inside_a_value_that_is_being_written_is_an_error_and_leaves_no_trace() =>
        Assert.Equal("""[["alert","after"]]""", Live.Render(() =>
        {
            var error = Assert.Throws<TemplateException>(() => SetValue("x", Alerting()));
            Assert.Contains("while the value of another", error.Message, StringComparison.Ordinal);
            Alert("after");
        }).ToString());

    static IEnumerable<int> Failing()
    {
        yield return 1;
        throw new InvalidOperationException();
    }

    static IEnumerable<int> Alerting()
    {
        yield return 1;
        Alert("inside");
        yield return 2;
    }
}
