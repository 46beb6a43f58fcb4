using System.Collections.Concurrent;
using LiveGen.BrowserTests.Browsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.BrowserTests.Recovery;

public sealed record Say(string Text);

/// <summary>A board whose lines have no ids: what is applied twice stands there twice.</summary>
sealed class Board(Lines lines) : LiveGenWebSocketConsumer, IReceive<Say>
{
    public const string Everyone = "everyone";

    protected override IEnumerable<string> Groups => [Everyone];

    // A reply to this page alone.
    public async ValueTask ReceiveAsync(Say message, CancellationToken ct)
    {
        lines.Received.Enqueue(message.Text);
        Append("replies", Li(message.Text));
        await ValueTask.CompletedTask;
    }
}

/// <summary>What a server knows: the lines of the board, and what pages have called.</summary>
sealed class Lines
{
    public ConcurrentQueue<string> Written { get; } = new();

    public ConcurrentQueue<string> Received { get; } = new();
}

/// <summary>A server in memory, under the strict policy.</summary>
sealed class RecoverySite : IAsyncDisposable
{
    readonly WebApplication _app;

    RecoverySite(WebApplication app) => _app = app;

    public string Url => _app.Url();

    public Lines Lines => _app.Services.GetRequiredService<Lines>();

    /// <summary>While set, sockets wait for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public static async Task<RecoverySite> StartAsync(params string[] lines)
    {
        var builder = LocalSite.Builder();
        builder.Services.AddLiveGen();
        builder.Services.AddSingleton<Lines>();
        var app = builder.Build();
        var site = new RecoverySite(app);
        foreach (var line in lines)
            site.Lines.Written.Enqueue(line);
        app.UseLiveGenContentSecurityPolicy();
        app.Use(async (http, next) =>
        {
            if (site.Gate is { } gate && http.WebSockets.IsWebSocketRequest)
                await gate.Task;
            await next(http);
        });
        app.MapLiveView("/", Page).AllowAnonymous();
        app.MapConsumer<Board>("/ws").AllowAnonymous();
        app.MapGet("/favicon.ico", () => Results.NoContent());
        await app.StartAsync();
        return site;
    }

    /// <summary>Writes a line on the board, for all pages.</summary>
    public async Task WriteAsync(string line)
    {
        Lines.Written.Enqueue(line);
        await _app.Services.GetRequiredService<IGroupSender>().SendCommandsAsync(Board.Everyone, Live.Render(() => Append("lines", Li(line))));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    static void Page(Lines lines)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title($"{lines.Written.Count} lines"));
        using var body = Body().Open();
        var board = Sockets.Connect<Board>();
        Ol([.. lines.Written.Select(line => Li(line))], id: "lines");
        Ul(id: "replies");
        Input(id: "field", onkeyup: board.Callback<Say>(This, when: Key.Enter, clear: true));
    }
}
