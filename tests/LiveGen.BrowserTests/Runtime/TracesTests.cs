using System.Diagnostics;
using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Runtime;

/// <summary>A real page tells when it has applied what a recorded trace sent it.</summary>
public sealed class TracesTests(Chromium chromium) : RuntimeTest(chromium)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_page_tells_when_it_has_applied_what_it_was_sent()
    {
        var applied = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var root = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LiveGen",
            Sample = (ref ActivityCreationOptions<ActivityContext> span) =>
                span.Parent.TraceId == root.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.OperationName == "livegen.apply" && span.TraceId == root.TraceId)
                    applied.TrySetResult(span);
            },
        };
        var visitor = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Button("Hello", id: "hello", onclick: probe.Callback<Typed>("hello"));
            P(id: "news");
        });
        // A page is welcomed a moment before its consumer has connected, and is asked about nothing until then. A callback waits for that.
        await visitor.Locator("#hello").ClickAsync();
        await Site.Inbox.NextAsync<Typed>();

        root.Start();
        ActivitySource.AddActivityListener(listener);
        await Site.TellAsync(() => Morph("news", "Hi!"));
        var apply = await applied.Task.WaitAsync(s_patience);

        await Expect(visitor.Locator("#news")).ToHaveTextAsync("Hi!");
        Assert.Equal("Probe", apply.GetTagItem("livegen.consumer"));
        Assert.InRange(apply.Duration, TimeSpan.FromTicks(1), s_patience);
    }
}
