using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveGen.Load.Servers;

/// <summary>
/// A server in a process of its own, told what to do line by line on its standard input: <c>send GROUP NUMBER</c>,
/// <c>cpu</c> (answers microseconds), <c>memory</c> and <c>heap</c> (collect, then answer bytes). It ends with its input.
/// </summary>
static class Server
{
    public static async Task<int> RunAsync(string name)
    {
        IBroadcast? broadcast = name switch
        {
            "livegen" => new LiveGenBroadcast(),
            "signalr" => new SignalRBroadcast(),
            "bare" => new BareBroadcast(),
            _ => null,
        };
        if (broadcast is null)
            return 2;

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        broadcast.AddServices(builder);
        await using var app = builder.Build();
        broadcast.Map(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Answer(new Uri(address).Port);

        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is ["send", var group, var number])
                await broadcast.SendAsync(group, Message.Stamp(int.Parse(number, CultureInfo.InvariantCulture)));
            else if (line == "cpu")
                Answer((long)Environment.CpuUsage.TotalTime.TotalMicroseconds);
            else if (line == "memory")
                Answer(Memory());
            else if (line == "heap")
                Answer(GC.GetTotalMemory(forceFullCollection: true));
        }
        Environment.Exit(0); // without asking the sockets, which the client has left behind
        return 0;
    }

    static void Answer(long value) => Console.WriteLine(value.ToString(CultureInfo.InvariantCulture));

    // What the process holds of the machine's memory when all garbage is given back.
    static long Memory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        const string Label = "Private_Dirty:";
        var line = File.ReadLines("/proc/self/smaps_rollup").First(line => line.StartsWith(Label, StringComparison.Ordinal));
        return long.Parse(line[Label.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
