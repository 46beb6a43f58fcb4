using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveGen.Faults.Nodes;

/// <summary>
/// A server in a process of its own: <c>--node --state FILE [--redis HOST:PORT] [--port N] [--LiveGen:OPTION VALUE …]</c>. It writes
/// its port, then what it does that only it knows; SIGTERM ends it. On its standard input it takes <c>clock SECONDS</c>.
/// </summary>
static class Node
{
    public const string Argument = "--node";

    /// <summary>What stands before the port.</summary>
    public const string PortLine = "port ";

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = builder.Configuration;
        using var state = new AppState(settings["state"]!);
        var clock = new ShiftedTime();
        builder.WebHost.UseUrls($"http://127.0.0.1:{settings["port"] ?? "0"}");
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(settings.GetValue("log", LogLevel.Warning));
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(state).AddSingleton<FaultPage>();
        builder.Services.AddHealthChecks().AddLiveGen();
        AddLiveGen(builder, settings["redis"]);

        await using var app = builder.Build();
        Map(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(PortLine + new Uri(address).Port);
        new Thread(() => Obey(clock)) { IsBackground = true }.Start();
        await app.WaitForShutdownAsync();
        return 0;
    }

    static void AddLiveGen(WebApplicationBuilder builder, string? redis)
    {
        var liveGen = builder.Services.AddLiveGen();
        if (redis is not null)
            liveGen.AddRedis(redis);
        else // As most servers do, it has the same keys when it starts again.
            builder.Services.AddDataProtection().PersistKeysToFileSystem(new(builder.Configuration["state"] + ".keys"));
    }

    static void Map(WebApplication app)
    {
        app.MapConsumer<FaultConsumer>("/ws/{groups}").AllowAnonymous();
        app.MapLiveView("/groups/{groups}", (string groups, FaultPage page) => page.View(groups)).AllowAnonymous();
        app.MapHealthChecks("/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapGet("/open", () => FaultConsumer.OpenCount).AllowAnonymous();
        // How a request of the application sends; the ways of sending take turns.
        app.MapPost("/send/{group}/{number:long}", async (string group, long number, IGroupSender groups, CancellationToken ended) =>
        {
            await Sending.SendAsync(groups, group, number, ended);
            return Results.Ok();
        }).AllowAnonymous();
        app.MapPost("/bulk/{group}/{bytes:int}", async (string group, int bytes, IGroupSender groups, CancellationToken ended) =>
            await groups.SendAsync(group, new Bulk(new string('x', bytes)), ended)).AllowAnonymous();
    }

    static void Obey(ShiftedTime clock)
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line.Split(' ') is ["clock", var seconds])
                clock.Shift = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        }
    }
}
