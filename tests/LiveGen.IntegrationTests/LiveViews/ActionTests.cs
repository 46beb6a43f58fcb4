using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>The counter as the design shows it.</summary>
static class Counter
{
    public static void Page()
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Counter"));
        using var body = Body().Open();
        using (Div(id: "content").Open())
            View(0);
    }

    public static void Increment(int n) => View(n + 1);

    static void View(int n)
    {
        Label("Current value: ", @for: "n");
        var input = Input(id: "n", type: "number", value: n);
        Button("Increment", id: "increment", onclick: Callback(Increment, input));
    }
}

public sealed class ActionTests
{
    static void Map(WebApplication app)
    {
        app.MapLiveView("/counter", Counter.Page).AllowAnonymous();
        app.MapAction("/counter/increment", Counter.Increment).WithTarget("content").AllowAnonymous();
    }

    [Fact]
    public async Task The_counter_counts()
    {
        await using var server = await ActionServer.StartAsync(Map);
        var page = await server.PageAsync("/counter");

        var answer = await page.CallAsync("increment", "41");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var command = Assert.Single(answer.Commands);
        Assert.StartsWith("""["livegen.morph","content","<label""", command, StringComparison.Ordinal);
        Assert.Contains("""value=\"42\" """.TrimEnd(), command, StringComparison.Ordinal);
        Assert.EndsWith(",[\"ack\",7]]", answer.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("application/json", answer.Content.ContentType!.ToString());
        Assert.Matches("^[0-9a-f]{12}$", answer.Headers.GetValues("LiveGen-Build").Single());
    }

    [Fact]
    public async Task What_is_written_in_an_answer_calls_again()
    {
        await using var server = await ActionServer.StartAsync(Map);
        var page = await server.PageAsync("/counter");

        var answer = await page.CallAsync("increment", "1");

        Assert.Contains("""data-lg-click=""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("/counter/increment", answer.Text, StringComparison.Ordinal);
    }

    static void Everything(CommandBatch? ready)
    {
        Append("log", Li("first"));
        using (Target("a"))
            P("A");
        using (Target("b"))
            P("B");
        Alert("last");
    }

    [Fact]
    public async Task Several_targets_come_first_then_the_commands_in_order()
    {
        static void Do() => Everything(null);
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Do)); }).AllowAnonymous();
            app.MapAction("/do", Do).WithTarget("content").AllowAnonymous();
        });

        var answer = await (await server.PageAsync()).CallAsync("go");

        Assert.Equal(
            ["""["livegen.morph","a","<p>A</p>"]""", """["livegen.morph","b","<p>B</p>"]""", """["livegen.append","log","<li>first</li>"]""", """["alert","last"]"""],
            answer.Commands);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("task")]
    [InlineData("value")]
    public async Task A_batch_that_is_returned_follows_what_was_collected(string kind)
    {
        var batch = Live.Render(() => Alert("returned"));
        CommandBatch Sync() { Alert("collected"); return batch; }
        async Task<CommandBatch> InTask() { Alert("collected"); await Task.Yield(); return batch; }
        async ValueTask<CommandBatch> InValueTask() { await Task.Yield(); Alert("collected"); return batch; }
        Delegate handler = kind switch { "sync" => Sync, "task" => InTask, _ => InValueTask };
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(handler)); }).AllowAnonymous();
            app.MapAction("/do", handler).AllowAnonymous();
        });

        var answer = await (await server.PageAsync()).CallAsync("go");

        Assert.Equal(["""["alert","collected"]""", """["alert","returned"]"""], answer.Commands);
    }

    [Fact]
    public async Task A_handler_that_writes_nothing_leaves_its_target_as_it_is()
    {
        static void Quiet() { }
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Quiet)); }).AllowAnonymous();
            app.MapAction("/do", Quiet).WithTarget("content").AllowAnonymous();
        });

        var answer = await (await server.PageAsync()).CallAsync("go");

        Assert.Equal("""[["ack",7]]""", answer.Text);
    }

    [Fact]
    public async Task An_asynchronous_handler_goes_on_writing_after_its_awaits()
    {
        static async Task Slow()
        {
            P("before");
            await Task.Yield();
            P("after");
        }
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Slow)); }).AllowAnonymous();
            app.MapAction("/do", Slow).WithTarget("x").AllowAnonymous();
        });

        var answer = await (await server.PageAsync()).CallAsync("go");

        Assert.Equal(["""["livegen.morph","x","<p>before</p><p>after</p>"]"""], answer.Commands);
    }

    [Fact]
    public async Task Calls_at_once_do_not_mix()
    {
        static async Task Echo(int n)
        {
            for (var i = 0; i < 10; i++)
            {
                Text(n, " ");
                await Task.Yield();
            }
        }
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Echo, This)); }).AllowAnonymous();
            app.MapAction("/do", Echo).WithTarget("x").AllowAnonymous();
        });
        var page = await server.PageAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => page.CallAsync("go", $"{n}")));

        for (var n = 0; n < answers.Length; n++)
            Assert.Equal([$"""["livegen.morph","x","{string.Concat(Enumerable.Repeat($"{n} ", 10))}"]"""], answers[n].Commands);
    }
}
