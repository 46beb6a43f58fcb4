using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveGen.Tests.LiveViews;

/// <summary>An application in memory, and its answers.</summary>
sealed class Site : IAsyncDisposable
{
    readonly WebApplication _app;

    Site(WebApplication app) => _app = app;

    public HttpClient Client => field ??= _app.GetTestClient();

    public static async Task<Site> StartAsync(
        Action<WebApplication> map, Action<IServiceCollection>? configure = null, string? environment = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddLiveGen();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new Site(app);
    }

    /// <summary>An application with one page at <c>/</c>.</summary>
    public static Task<Site> WithPageAsync(Delegate page, Action<IServiceCollection>? configure = null) =>
        StartAsync(app => app.MapLiveView("/", page).AllowAnonymous(), configure);

    public Task<string> TextAsync(string url = "/") => Client.GetStringAsync(new Uri(url, UriKind.Relative));

    public async Task<IHtmlDocument> PageAsync(string url = "/") => await new HtmlParser().ParseDocumentAsync(await TextAsync(url));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
