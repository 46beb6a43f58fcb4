using System.Diagnostics;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.Resuming;
using LiveGen.Templates;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>What pages are asked about recorded traces, what they are not, and what they cannot do with it.</summary>
[Collection(nameof(TracedConsumer))]
public sealed class TraceQuestionTests
{
    [Fact]
    public async Task What_a_callback_sends_to_its_own_page_is_asked_for_ahead_of_the_batch_once_a_second()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        using var page = await TracedConsumer.OpenAsync(server);

        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        var first = await TracedConsumer.ReadAsync(page, 5);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await page.CallAsync("""["callback",3,"Say",["three"]]""");
        var second = await TracedConsumer.ReadAsync(page, 3);
        await page.SendAsync("""["applied",2,0.5]""");
        var apply = Assert.Single(await listener.WaitAsync("livegen.apply"));

        Assert.Equal(["""["trace",1]""", """["commands",[["livegen.title","one"]]]""", """["ack",1]""",
            """["commands",[["livegen.title","two"]]]""", """["ack",2]"""], first);
        Assert.Equal(["""["trace",2]""", """["commands",[["livegen.title","three"]]]""", """["ack",3]"""], second);
        Assert.Equal((await listener.WaitAsync("livegen.callback", 3))[2].SpanId, apply.ParentSpanId);
    }

    [Theory]
    [InlineData(ActivitySamplingResult.None)]
    [InlineData(ActivitySamplingResult.PropagationData)]
    [InlineData(ActivitySamplingResult.AllData)]
    public async Task Of_a_trace_that_is_not_recorded_no_byte_goes_to_any_page(ActivitySamplingResult sampled)
    {
        using var listener = TracedConsumer.Listen(sampled);
        await using var server = await TracedConsumer.StartAsync();
        using var page = await TracedConsumer.OpenAsync(server);

        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.CallAsync("""["callback",2,"Shout",["room.lobby","two"]]""");

        Assert.Equal(["""["commands",[["livegen.title","one"]]]""", """["ack",1]""", """["commands",[["livegen.title","two"]]]""", """["ack",2]"""],
            await TracedConsumer.ReadAsync(page, 4));
        await server.Groups.SendAsync(TracedConsumer.Room, new Said("three"));
        Assert.Equal("""["commands",[["livegen.title","three"]]]""", await page.ReceiveAsync());
        await page.SettleAsync();
        Assert.Empty(listener.Of("livegen.deliver"));
    }

    [Fact]
    public async Task A_page_cannot_add_to_a_trace_that_it_was_not_asked_about_nor_twice_nor_more_time_than_has_passed()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        using var page = await TracedConsumer.OpenAsync(server);

        await page.SendAsync("""["applied",1,5]"""); // nothing was asked
        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await TracedConsumer.ReadAsync(page, 3);
        server.Time.Advance(TimeSpan.FromMilliseconds(20));
        foreach (var hostile in new[] { 2, 7, 1_000_000 })
            await page.SendAsync($"""["applied",{hostile},5]""");
        await page.SendAsync("""["applied",1,86400000]""");
        await page.SendAsync("""["applied",1,5]""");
        await page.SettleAsync(); // and lives

        Assert.Equal(TimeSpan.FromMilliseconds(20), Assert.Single(listener.Of("livegen.apply")).Duration);
    }

    [Fact]
    public async Task Reports_count_as_messages_and_malformed_ones_end_the_socket()
    {
        await using var server = await SocketServer.StartAsync<TracedConsumer>(o => (o.MessageBurst, o.MessagesPerSecond) = (5, 1));
        using var malformed = await server.OpenAsync();
        using var flooding = await server.OpenAsync();

        await malformed.SendAsync("""["applied","00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",5]""");
        for (var n = 0; n < 5; n++)
            await flooding.SendAsync($"""["applied",{n + 1},5]""");

        Assert.Equal((CloseCodes.Malformed, CloseCodes.TooFast), (await malformed.CloseAsync(), await flooding.CloseAsync()));
    }

    [Fact]
    public async Task Of_many_pages_that_get_a_message_some_are_asked_and_all_get_the_same_bytes()
    {
        const int Pages = MessageTrace.MostFollowed + 4;
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        var pages = new List<PageSocket>();
        for (var n = 0; n < Pages; n++)
            pages.Add(await TracedConsumer.OpenAsync(server));

        using (listener.Begin())
            await server.Groups.SendCommandsAsync(TracedConsumer.Room, Live.Render(() => SetTitle("all")));

        var (asked, batches) = (0, new HashSet<string>());
        foreach (var page in pages)
        {
            var frame = await page.ReceiveWholeAsync();
            if (frame == """["trace",1]""")
                (asked, frame) = (asked + 1, await page.ReceiveWholeAsync());
            batches.Add(frame);
            page.Dispose();
        }
        Assert.Equal(MessageTrace.MostFollowed, asked);
        Assert.Matches("""^\[\"commands\",\[\[\"livegen.title\",\"all\"\]\],\{\"g\":\"room.lobby\",\"p\":\"[0-9a-f]{12}-[0-9]+\"\}\]$""", Assert.Single(batches));
        Assert.Equal(Pages, Assert.Single(listener.Of("livegen.deliver")).GetTagItem("livegen.members"));
    }

    [Fact]
    public async Task What_is_played_again_to_a_page_that_comes_back_asks_nothing_and_its_count_is_right()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        using var other = await TracedConsumer.OpenAsync(server); // whose deliveries are recorded
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Say",["reply"]]""");
        await page.ReadAcksAsync(1);

        page.Lose();
        await server.LostAsync(open: 1);
        using (listener.Begin())
        {
            await server.Groups.SendCommandsAsync(TracedConsumer.Room, Live.Render(() => SetTitle("missed")));
            await server.Groups.SendAsync(TracedConsumer.Room, new Said("event"));
        }
        Assert.Equal(["""["trace",1]""", """["commands",[["livegen.title","missed"]]]"""], await TracedConsumer.ReadAsync(other, 2));
        await page.ComeBackAsync();
        var frames = new List<string>();
        while (page.Shown.Count < 3)
            frames.Add(await page.ReadAsync());

        Assert.Equal(["reply", "missed", "event"], page.Shown);
        Assert.DoesNotContain(frames, frame => frame.StartsWith("""["trace",""", StringComparison.Ordinal));
        Assert.Equal("all", page.Resumed);
    }
}
