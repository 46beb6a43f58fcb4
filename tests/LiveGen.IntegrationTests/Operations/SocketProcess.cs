using System.Diagnostics;
using System.Globalization;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>A server with sockets as a process of its own.</summary>
sealed class SocketProcess : IDisposable
{
    /// <summary>The argument with which this assembly runs as it; the drain window may follow.</summary>
    public const string Argument = "socket-server";

    readonly Process _process;

    SocketProcess(Process process) => _process = process;

    /// <summary>Its socket.</summary>
    public Uri Address { get; private init; } = null!;

    public static async Task<SocketProcess> StartAsync(string window = "", string redis = "")
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SocketProcess).Assembly.Location, Argument, window, redis])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(PageSocket.Patience);
        return new SocketProcess(process) { Address = new Uri(new Uri(line!), "/ws/lobby") };
    }

    public async Task<PageSocket> OpenAsync(string path = "/ws/lobby")
    {
        var page = await PageSocket.ConnectAsync(new Uri(Address, path), null);
        await page.SendAsync("""["hello",{"v":1}]""");
        Assert.StartsWith("""["welcome",""", await page.ReceiveAsync(), StringComparison.Ordinal);
        return page;
    }

    public void Terminate() => Assert.True(_process.Send(ProcessSignal.Terminate));

    /// <summary>Ends it as a crash would.</summary>
    public void Crash() => _process.Kill();

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(PageSocket.Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>The process: says where it is, and serves until it is told to end.</summary>
    public static async Task RunAsync(string window, string redis)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var liveGen = builder.Services.AddRouting().AddSingleton<Ledger>().AddLiveGen(o =>
            o.DrainWindow = window.Length > 0 ? TimeSpan.Parse(window, CultureInfo.InvariantCulture) : null);
        if (redis.Length > 0)
            liveGen.AddRedis(redis, o => o.PresenceInterval = TimeSpan.FromSeconds(1)); // dead after three of them: a busy machine must not seem so
        var app = builder.Build();
        app.MapConsumer<EchoConsumer>("/ws/{room}").AllowAnonymous();
        app.MapConsumer<RoomConsumer>("/presence").AllowAnonymous();
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await app.WaitForShutdownAsync();
    }
}
