using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>What stops an application before it serves a page, and what its message says to do.</summary>
public sealed class StartupTests
{
    sealed class Quiet : LiveGenWebSocketConsumer;

    [Fact]
    public async Task Endpoints_that_do_not_say_who_may_use_them_are_named_line_by_line()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartAsync(app =>
        {
            app.MapLiveView("/open", () => { P(); }).AllowAnonymous();
            app.MapLiveView("/silent/{id}", () => { P(); });
            app.MapConsumer<Quiet>("/ws/silent");
            app.MapGet("/not-ours", () => "is ASP.NET Core's to judge");
        }));

        Assert.Contains("2 LiveGen endpoints do not declare", error.Message, StringComparison.Ordinal);
        Assert.Contains("""app.MapLiveView("/silent/{id}", …).RequireAuthorization("…");""", error.Message, StringComparison.Ordinal);
        Assert.Contains("""app.MapConsumer<Quiet>("/ws/silent").RequireAuthorization("…");""", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/open", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_may_say_it_for_all_its_endpoints()
    {
        await using var site = await Site.StartAsync(app =>
        {
            var group = app.MapGroup("/members").AllowAnonymous();
            group.MapLiveView("/", () => { P("in"); });
            group.MapConsumer<Quiet>("/ws");
        });

        Assert.Equal("in", (await site.PageAsync("/members/")).QuerySelector("p")!.TextContent);
    }

    [Fact]
    public async Task A_page_that_requires_authorization_is_refused_to_strangers()
    {
        await using var site = await Site.StartAsync(
            app =>
            {
                app.UseAuthorization();
                app.MapLiveView("/", () => { P("secret"); }).RequireAuthorization();
            },
            services => services.AddAuthentication("none").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, Nobody>("none", null));

        using var response = await site.SendAsync(HttpMethod.Get, "/");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Without_its_services_mapping_says_which_line_is_missing()
    {
        var builder = WebApplication.CreateBuilder();
        using var app = builder.Build();

        var page = Assert.Throws<InvalidOperationException>(() => app.MapLiveView("/counter", () => { P(); }));
        var consumer = Assert.Throws<InvalidOperationException>(() => app.MapConsumer<Quiet>("/ws/quiet"));

        Assert.Equal("""MapLiveView("/counter", …) needs LiveGen's services. Add builder.Services.AddLiveGen(); before builder.Build().""", page.Message);
        Assert.Equal("""MapConsumer<Quiet>("/ws/quiet") needs LiveGen's services. Add builder.Services.AddLiveGen(); before builder.Build().""", consumer.Message);
    }

    [Fact]
    public async Task Options_that_cannot_work_are_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            Site.StartAsync(_ => { }, services => services.AddLiveGen(options => options.MaxFrameBytes = 0)));

        Assert.Contains("LiveGenOptions.MaxFrameBytes is 0", error.Message, StringComparison.Ordinal);
    }

    sealed class Nobody(
        IOptionsMonitor<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions> options,
        Microsoft.Extensions.Logging.ILoggerFactory log, System.Text.Encodings.Web.UrlEncoder encoder)
        : Microsoft.AspNetCore.Authentication.AuthenticationHandler<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(Microsoft.AspNetCore.Authentication.AuthenticateResult.NoResult());
    }
}
