using System.Threading.Channels;
using LiveGen.BrowserTests.Browsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.BrowserTests.Runtime;

/// <summary>An application of one page under the strict policy, whose consumers hand what they receive to the test.</summary>
sealed class TestSite : IAsyncDisposable
{
    readonly WebApplication _app;

    TestSite(WebApplication app) => _app = app;

    public string Url => _app.Url();

    public Inbox Inbox => _app.Services.GetRequiredService<Inbox>();

    public static async Task<TestSite> StartAsync(Action content)
    {
        var builder = LocalSite.Builder();
        builder.Services.AddLiveGen();
        builder.Services.AddSingleton<Inbox>();
        var app = builder.Build();
        app.UseLiveGenContentSecurityPolicy();
        app.MapLiveView("/", () => Page(content)).AllowAnonymous();
        app.MapLiveView("/elsewhere", () => Page(() => { H1("Elsewhere"); })).AllowAnonymous();
        app.MapConsumer<Probe>("/ws/probe").AllowAnonymous();
        app.MapConsumer<OtherProbe>("/ws/other").AllowAnonymous();
        // The page's own code, as an application would bring it.
        app.MapGet("/own.js", () => Results.Text(
            "LiveGen.register('own.mark', (text, n) => document.body.dataset.mark = text + n)\n" +
            "LiveGen.when('own.even', (event, divisor) => event.target.value % divisor === 0)", "text/javascript"));
        app.MapGet("/late.js", () => Results.Text("LiveGen.register('own.late', () => document.body.dataset.late = 'yes')", "text/javascript"));
        app.MapGet("/favicon.ico", () => Results.NoContent());
        app.MapGet("/file.txt", () => Results.Text("downloaded"));
        await app.StartAsync();
        return new TestSite(app);
    }

    /// <summary>Tells all pages something, as backend code would.</summary>
    public async Task TellAsync(Action commands) =>
        await _app.Services.GetRequiredService<IGroupSender>().SendCommandsAsync(Probe.Everyone, Live.Render(commands));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    static void Page(Action content)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Test"), Script(src: "/own.js", type: "module", nonce: CspNonce));
        using var body = Body().Open();
        content();
    }
}

/// <summary>What the consumers have received, in order.</summary>
sealed class Inbox
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    readonly Channel<object> _received = Channel.CreateUnbounded<object>();

    /// <summary>While set, a consumer answers only when the test completes it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Waiting => _received.Reader.Count;

    public async Task AddAsync(object message)
    {
        _received.Writer.TryWrite(message);
        if (Gate is { } gate)
            await gate.Task;
    }

    public async Task<T> NextAsync<T>()
    {
        // A reader that has given up must not take what comes to a later test.
        using var patience = new CancellationTokenSource(s_patience);
        return (T)await _received.Reader.ReadAsync(patience.Token);
    }
}
