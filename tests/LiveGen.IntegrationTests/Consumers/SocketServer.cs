using System.Security.Claims;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>An application on Kestrel with a free port and time that stands still.</summary>
sealed class SocketServer : IAsyncDisposable
{
    SocketServer(WebApplication app) => App = app;

    public WebApplication App { get; }

    public ManualTimeProvider Time { get; private init; } = null!;

    public RecordingLog Log { get; private init; } = null!;

    public Ledger Ledger { get; private init; } = null!;

    public Uri Address { get; private set; } = null!;

    public PageTokens Tokens => App.Services.GetRequiredService<PageTokens>();

    public IChannelLayer Layer => App.Services.GetRequiredService<IChannelLayer>();

    public IGroupSender Groups => App.Services.GetRequiredService<IGroupSender>();

    public static async Task<SocketServer> StartAsync(
        Action<WebApplication> map, Action<LiveGenOptions>? options = null, Action<WebApplicationBuilder>? build = null,
        string environment = "Production")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var time = new ManualTimeProvider();
        var log = new RecordingLog();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(time);
        // A test that ends waits for no page; and .NET's pings go by the machine's time, which does not stand still.
        builder.Services.AddLiveGen(o => (o.DrainWindow, o.KeepAliveInterval) = (TimeSpan.Zero, TimeSpan.FromHours(1)));
        builder.Services.AddLiveGen(options);
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>(); // no keys on disk
        build?.Invoke(builder);
        var ledger = new Ledger();
        builder.Services.AddSingleton(ledger);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new SocketServer(app) { Time = time, Log = log, Ledger = ledger, Address = new Uri(address) };
    }

    public static Task<SocketServer> StartAsync<TConsumer>(
        Action<LiveGenOptions>? options = null, Action<WebApplicationBuilder>? build = null, string environment = "Production")
        where TConsumer : LiveGenWebSocketConsumer =>
        StartAsync(app => app.MapConsumer<TConsumer>("/ws/{room}").AllowAnonymous(), options, build, environment);

    /// <summary>Opens a socket and says hello, as a page that the user of the headers has.</summary>
    public async Task<PageSocket> OpenAsync(string path = "/ws/lobby", Action<HeaderList>? headers = null)
    {
        var page = await ConnectAsync(path, headers);
        await page.SendAsync(Hello(page.Key, page.User));
        Assert.StartsWith("""["welcome",{"v":1,"channel":"ws.""", await page.ReceiveAsync(), StringComparison.Ordinal);
        return page;
    }

    /// <summary>The hello of a page with this key.</summary>
    public string Hello(PageKey key, ClaimsPrincipal? user = null) =>
        $$"""["hello",{"v":1,"token":"{{Tokens.Issue(key, user ?? new ClaimsPrincipal())}}"}]""";

    /// <summary>Waits until the process has done with all sockets but so many.</summary>
    public Task LostAsync(int open = 0) =>
        Until.SoAsync(() => App.Services.GetRequiredService<OpenSockets>().Count <= open, $"{open} sockets are open");

    /// <summary>Waits until the process looks after so many sockets: a handshake is answered before its socket's time begins.</summary>
    public Task ArrivedAsync(int open) =>
        Until.SoAsync(() => App.Services.GetRequiredService<OpenSockets>().Count >= open, $"{open} sockets have come");

    /// <summary>Opens a socket and says nothing.</summary>
    public Task<PageSocket> ConnectAsync(string path = "/ws/lobby", Action<HeaderList>? headers = null) =>
        PageSocket.ConnectAsync(new Uri(Address, path), headers);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
