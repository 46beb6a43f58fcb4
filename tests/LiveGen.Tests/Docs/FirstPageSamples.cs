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
    public async Task The_first_page_renders_and_its_button_calls_the_action()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.MapLiveView("/", Counter.Page).AllowAnonymous();
            app.MapAction("/add", Counter.Add).WithTarget("content").AllowAnonymous();
        });

        var page = await site.PageAsync();

        Assert.Equal("The count is 0", page.QuerySelector("#content p")!.TextContent);
        Assert.StartsWith("""{"post":"/add","args":[["v","0"],["r","step"]],"seal":""",
            page.QuerySelector("button")!.GetAttribute("data-lg-click"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shared_page_renders_and_its_button_calls_the_consumer()
    {
        await using var site = await Site.StartAsync(app =>
        {
            app.MapLiveView("/", SharedPage.Show).AllowAnonymous();
            app.MapConsumer<SharedCounter>("/ws/counter").AllowAnonymous();
        });

        var page = await site.PageAsync();

        Assert.NotNull(page.QuerySelector("#count"));
        Assert.StartsWith("""{"to":"/ws/counter","name":"Add","args":[["r","step"]],"seal":""",
            page.QuerySelector("button")!.GetAttribute("data-lg-click"), StringComparison.Ordinal);
        Assert.Contains("""["livegen.openSocket","/ws/counter",null,""", page.QuerySelector("#livegen")!.TextContent, StringComparison.Ordinal);
    }

    // The whole Program.cs; the test above maps the same.
    internal static void Program(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLiveGen();

        var app = builder.Build();
        app.MapLiveView("/", Counter.Page).AllowAnonymous();
        app.MapAction("/add", Counter.Add).WithTarget("content").AllowAnonymous();
        app.Run();
    }

    internal static void Shared(WebApplication app)
    {
        app.MapLiveView("/shared", SharedPage.Show).AllowAnonymous();
        app.MapConsumer<SharedCounter>("/ws/counter").AllowAnonymous();
    }
}

static class Counter
{
    public static void Page()
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Counter"));
        using var body = Body().Open();
        using (Main(id: "content").Open())
            View(0);
    }

    public static void Add(int count, int step) => View(count + step);

    static void View(int count)
    {
        P("The count is ", B(count));
        var step = Input(id: "step", type: "number", value: 1, ariaLabel: "Step");
        Button("Add", onclick: Callback(Add, count, step));
    }
}

public sealed record Add(int Step);

public sealed record Counted(int Total);

public sealed class SharedCounter : LiveGenWebSocketConsumer, IReceive<Add>, IHandle<Counted>
{
    static int s_total;

    public static int Total => s_total;

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

static class SharedPage
{
    public static void Show()
    {
        var counter = Sockets.Connect<SharedCounter>();

        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Counter"));
        using var body = Body().Open();
        P("Together we have counted to ", B(SharedCounter.Total, id: "count"));
        var step = Input(id: "step", type: "number", value: 1, ariaLabel: "Step");
        Button("Add", onclick: counter.Callback<Add>(step));
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
