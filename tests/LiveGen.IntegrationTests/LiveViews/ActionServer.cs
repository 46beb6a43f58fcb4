using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>An application with pages and actions on Kestrel, and a browser without scripts.</summary>
sealed class ActionServer : IAsyncDisposable
{
    readonly WebApplication _app;

    ActionServer(WebApplication app) => _app = app;

    public RecordingLog Log { get; private init; } = null!;

    public HttpClient Client { get; private init; } = null!;

    public Uri Address => Client.BaseAddress!;

    public static async Task<ActionServer> StartAsync(
        Action<WebApplication> map, Action<IServiceCollection>? services = null, Action<LiveGenOptions>? options = null,
        string environment = "Production")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var log = new RecordingLog();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddRouting();
        builder.Services.AddLiveGen(options);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        return new ActionServer(app) { Log = log, Client = new HttpClient(handler) { BaseAddress = new Uri(address) } };
    }

    /// <summary>Loads a page.</summary>
    public async Task<CallingPage> PageAsync(string url = "/", params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(HttpMethod.Get, url, null, headers);
        return new CallingPage(this, url, await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(), headers);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
