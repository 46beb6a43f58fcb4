using AngleSharp.Dom;
using LiveGen.Tests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The first page of the README and of docs/getting-started.md, as it stands there.</summary>
public sealed class FirstPageSamples
{
    [Fact]
    public async Task The_first_page_renders_and_its_button_calls_the_consumer()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.MapLiveView("/", CounterPage.Show).AllowAnonymous();
            app.MapConsumer<CounterConsumer>("/ws/counter").AllowAnonymous();
        });

        var page = await site.PageAsync();

        Assert.Equal("0", page.QuerySelector("#count")!.TextContent);
        Assert.StartsWith("""{"to":"/ws/counter","name":"Add","args":[["r","step"]],"seal":""",
            page.QuerySelector("button")!.GetAttribute("data-lg-click"), StringComparison.Ordinal);
        Assert.Contains("""["livegen.openSocket","/ws/counter"]""", page.QuerySelector("#livegen")!.TextContent, StringComparison.Ordinal);
    }

    // The whole Program.cs; the test above maps the same.
    internal static void Program(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLiveGen();

        var app = builder.Build();
        app.MapLiveView("/", CounterPage.Show).AllowAnonymous();
        app.MapConsumer<CounterConsumer>("/ws/counter").AllowAnonymous();
        app.Run();
    }
}

public sealed record Add(int Step);

public sealed class CounterConsumer : LiveGenWebSocketConsumer, IReceive<Add>
{
    int _count; // one instance per open page: its state is its fields

    public ValueTask ReceiveAsync(Add add, CancellationToken ct)
    {
        _count += add.Step;
        Morph("count", _count);
        return default;
    }
}

static class CounterPage
{
    public static void Show()
    {
        var counter = Sockets.Connect<CounterConsumer>();

        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Counter"));
        using var body = Body().Open();
        P("The count is ", B(0, id: "count"));
        var step = Input(id: "step", type: "number", value: 1, ariaLabel: "Step");
        Button("Add", onclick: counter.Callback<Add>(step));
    }
}

public sealed record Counted(int Total);

public sealed class SharedCounter : LiveGenWebSocketConsumer, IReceive<Add>, IHandle<Counted>
{
    static int s_total;

    protected override IEnumerable<string> Groups => ["counters"];

    public async ValueTask ReceiveAsync(Add add, CancellationToken ct) // from one page
    {
        var total = Interlocked.Add(ref s_total, add.Step);
        await GroupSendAsync("counters", new Counted(total), ct);
    }

    public ValueTask HandleAsync(Counted counted, CancellationToken ct) // at every page
    {
        Morph("count", counted.Total);
        return default;
    }
}

sealed class Clock(IGroupSender groups, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await groups.SendAsync("counters", new Counted(time.GetUtcNow().Second), stoppingToken);
    }
}
