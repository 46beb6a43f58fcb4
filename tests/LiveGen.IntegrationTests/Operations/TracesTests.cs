using System.Diagnostics;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.LiveViews;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>What an application can be traced by: <c>docs/operations.md</c> lists the spans.</summary>
[Collection(nameof(TracedConsumer))]
public sealed class TracesTests
{
    public sealed record Ring(int Dam);

    sealed class Bell : ChannelWorker, IHandle<Ring>
    {
        public ValueTask HandleAsync(Ring message, CancellationToken cancellationToken) => default;
    }

    [Fact]
    public async Task A_trace_leads_from_a_callback_over_the_send_and_the_delivery_to_what_another_page_has_applied()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        using var caller = await TracedConsumer.OpenAsync(server);
        using var other = await TracedConsumer.OpenAsync(server);

        await caller.CallAsync("""["callback",1,"Shout",["room.lobby","Hi!"]]""");
        Assert.Equal(["""["trace",1]""", """["commands",[["livegen.title","Hi!"]]]"""], await TracedConsumer.ReadAsync(other, 2));
        server.Time.Advance(TimeSpan.FromMilliseconds(40));
        await other.SendAsync("""["applied",1,2.5]""");
        var apply = Assert.Single(await listener.WaitAsync("livegen.apply"));
        var callback = Assert.Single(await listener.WaitAsync("livegen.callback"));
        var (send, deliver) = (Assert.Single(listener.Of("livegen.send")), Assert.Single(listener.Of("livegen.deliver")));

        Assert.Equal((ActivityKind.Server, default), (callback.Kind, callback.ParentSpanId));
        Assert.Equal(("TracedConsumer", "Shout", "ok"), (callback.GetTagItem("livegen.consumer"), callback.GetTagItem("livegen.message"),
            callback.GetTagItem("livegen.callback.outcome")));
        Assert.Equal([callback.SpanId, send.SpanId, deliver.SpanId], new[] { send, deliver, apply }.Select(span => span.ParentSpanId));
        Assert.Equal([callback.TraceId], listener.Spans.Select(span => span.TraceId).Distinct());
        Assert.Equal(2, deliver.GetTagItem("livegen.members"));
        Assert.Equal((TimeSpan.FromMilliseconds(2.5), server.Time.GetUtcNow().UtcDateTime), (apply.Duration, apply.StartTimeUtc + apply.Duration));
        Assert.Equal(ActivityStatusCode.Unset, callback.Status);
    }

    [Fact]
    public async Task Each_callback_is_a_trace_of_its_own_that_is_linked_to_the_socket_s_request()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        using var page = await TracedConsumer.OpenAsync(server);

        await page.CallAsync("""["callback",1,"Say",["one"]]""");
        await page.CallAsync("""["callback",2,"Say",["two"]]""");
        var callbacks = await listener.WaitAsync("livegen.callback", 2);

        Assert.NotEqual(callbacks[0].TraceId, callbacks[1].TraceId);
        Assert.Equal(Assert.Single(callbacks[0].Links).Context, Assert.Single(callbacks[1].Links).Context);
    }

    [Fact]
    public async Task What_failed_or_was_refused_is_told_without_its_text()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        using var page = await TracedConsumer.OpenAsync(server);

        await page.CallAsync("""["callback",1,"Fail",["x"]]""");
        await page.CallAsync("""["callback",2,"Say",[7]]""");
        await page.SendAsync("""["callback",3,"Say",["unsealed"],null,"nonsense"]""");
        var spans = await listener.WaitAsync("livegen.callback", 3);

        Assert.Equal(["failed", "invalid", "stale"], spans.Select(span => span.GetTagItem("livegen.callback.outcome")));
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset, ActivityStatusCode.Unset], spans.Select(span => span.Status));
        Assert.Equal("System.InvalidOperationException", spans[0].GetTagItem("error.type"));
        Assert.Contains($"{spans[0].GetTagItem("livegen.error")}", await page.ReceiveAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(spans.SelectMany(span => span.Tags), tag => tag.Value?.Contains("not for traces", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task An_event_is_handled_within_the_trace_of_its_delivery()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await TracedConsumer.StartAsync();
        using var page = await TracedConsumer.OpenAsync(server);

        using (listener.Begin())
            await server.Groups.SendAsync(TracedConsumer.Room, new Said("Hi!"));
        Assert.Equal(["""["trace",1]""", """["commands",[["livegen.title","Hi!"]]]"""], await TracedConsumer.ReadAsync(page, 2));
        await page.SendAsync("""["applied",1,0]""");
        var apply = Assert.Single(await listener.WaitAsync("livegen.apply"));
        var handle = Assert.Single(await listener.WaitAsync("livegen.handle"));

        Assert.Equal((handle.SpanId, Assert.Single(listener.Of("livegen.deliver")).SpanId), (apply.ParentSpanId, handle.ParentSpanId));
        Assert.Equal(("TracedConsumer", "Said"), (handle.GetTagItem("livegen.consumer"), handle.GetTagItem("livegen.message")));
    }

    [Fact]
    public async Task Work_that_was_sent_to_a_queue_belongs_to_the_trace_of_who_sent_it()
    {
        using var listener = TracedConsumer.Listen();
        await using var server = await SocketServer.StartAsync(_ => { }, build: b => b.Services.AddLiveGen().AddWorker<Bell>("bells"));

        using (listener.Begin())
            await server.Layer.SendAsync("bells", new Ring(1));
        var handle = Assert.Single(await listener.WaitAsync("livegen.handle"));

        var send = Assert.Single(listener.Of("livegen.send"));
        Assert.Equal(("bells", "Ring", send.SpanId), (send.GetTagItem("livegen.channel"), handle.GetTagItem("livegen.message"), handle.ParentSpanId));
    }

    [Fact]
    public async Task What_an_action_sends_belongs_to_its_request()
    {
        using var listener = TracedConsumer.Listen();
        var trace = ActivityTraceId.CreateRandom();
        listener.Claim(trace);
        await using var server = await ActionServer.StartAsync(app => app.MapGet("/send", async (IGroupSender groups) =>
        {
            await groups.SendAsync(TracedConsumer.Room, new Said("from a request"));
            return $"{Activity.Current!.SpanId}";
        }).AllowAnonymous());

        using var response = await server.SendAsync(HttpMethod.Get, "/send", null, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));

        Assert.Equal(await response.Content.ReadAsStringAsync(), $"{Assert.Single(listener.Of("livegen.send")).ParentSpanId}");
    }
}
