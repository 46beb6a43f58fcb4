using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Runtime;
using LiveGen.BrowserTests.Stories.Booking;
using LiveGen.BrowserTests.Stories.Todo;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.BrowserTests.Stories;

/// <summary>One application with every story in it, as a user's Program.cs would hold it, under the strict policy.</summary>
public sealed class StorySite : IAsyncLifetime
{
    // Pages are served in the visitor's language, so that a German's comma would show where it must not.
    static readonly string[] s_cultures = ["en-US", "de-DE"];

    WebApplication? _app;

    public string Url => _app!.Url();

    /// <summary>The routes of all pages: what answers HEAD and not POST, which the framework's uploads do.</summary>
    public IEnumerable<string> Pages =>
        from endpoint in _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        where methods.Contains("HEAD") && !methods.Contains("POST")
        select endpoint.RoutePattern.RawText;

    /// <summary>What the stories' handlers were called with.</summary>
    internal Inbox Inbox => _app!.Services.GetRequiredService<Inbox>();

    public async Task InitializeAsync()
    {
        var builder = LocalSite.Builder();
        builder.Services.AddLiveGen();
        builder.Services.AddAuthorization().AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie => cookie.LoginPath = "/sign-in");
        builder.Services.AddSingleton<Inbox>().AddSingleton<TodoLists>().AddSingleton<Timeslots>();

        _app = builder.Build();
        _app.UseLiveGenContentSecurityPolicy();
        _app.UseRequestLocalization(localization => localization
            .AddSupportedCultures(s_cultures).AddSupportedUICultures(s_cultures).SetDefaultCulture(s_cultures[0]));
        _app.MapStories();
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();
}
